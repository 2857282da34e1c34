import type { Node } from '@babel/types';
import { stepsTo } from './destructuring.ts';
import type { Exported } from './exports.ts';
import type { Located, Module } from './module.ts';
import type { Modules } from './modules.ts';
import { isCallNode, isClassNode, isMemberNode, keyName, propertyName, unwrapped } from './nodes.ts';
import type { Binding } from './scopes.ts';

/** One thing that an expression, or the name of a type, may refer to. */
export interface Target {
  /** `sequelize.Transaction`, `src/db/after-commit.runAfterCommit`; a module's name where it is the whole of it. */
  readonly name: string;
  /** A module as a whole: its members are exports. */
  readonly whole?: true;
  /** The file of the project that it is the whole of. */
  readonly file?: Module;
  /** Where the project defines it: a declaration, an expression, or the identifier of a variable. */
  readonly definition?: Located;
}

/** Follows names to what they were declared as, through the files of a project. */
export interface References {
  /** What a place refers to: every hop on the way, the nearest first. */
  targetsOf(place: Located): Target[];
  /** The names of the targets, as dialects write them. */
  exportNames(place: Located): ReadonlySet<string>;
}

export function referencesIn(modules: Modules): References {
  const active = new Set<unknown>();
  /** Imports may go round in circles: what is being followed already adds nothing. */
  const guarded = (key: unknown, follow: () => Target[]): Target[] => {
    if (active.has(key)) return [];
    active.add(key);
    try {
      return follow();
    } finally {
      active.delete(key);
    }
  };

  const targetsOf = ({ module, node }: Located): Target[] =>
    guarded(node, () => {
      const inner = unwrapped(node);
      const follow = (next: Node) => targetsOf({ module, node: next });
      if (isMemberNode(inner)) return membersOf(follow(inner.object), propertyName(inner));
      if (isCallNode(inner)) return wholeTargets(module, requiredBy(inner));
      switch (inner.type) {
        case 'Identifier':
        case 'JSXIdentifier': {
          const binding = module.scopes.bindingOf(inner);
          if (binding !== undefined && binding.kind !== 'type') return declaredTargets(binding, module);
          const type = module.types.get(inner.name);
          return type ? [{ name: `${module.stem}.${inner.name}`, definition: { module, node: type } }] : [];
        }
        case 'TSQualifiedName':
          return membersOf(follow(inner.left), inner.right.name);
        case 'TSImportType':
          return qualified(wholeTargets(module, inner.argument.value), inner.qualifier);
        case 'AwaitExpression':
          return follow(inner.argument);
        case 'SequenceExpression':
          return inner.expressions.slice(-1).flatMap(follow);
        case 'LogicalExpression':
          return [...follow(inner.left), ...follow(inner.right)];
        case 'ConditionalExpression':
          return [...follow(inner.consequent), ...follow(inner.alternate)];
        default:
          return [];
      }
    });

  const declaredTargets = (binding: Binding, module: Module): Target[] => {
    const { declaration, identifier } = binding;
    if (binding.kind === 'import') return importedBy(declaration, module);
    const variable = declaration.type === 'VariableDeclarator';
    const definition = { module, node: variable || binding.kind === 'param' ? identifier : declaration };
    // What is defined at the top level has its name there too: a wrapper is also called where it is defined.
    const atTop = binding.scopeNode.type === 'Program';
    const names = atTop ? namesIn(module, binding.name) : [binding.name];
    const own = names.map((name): Target => ({ name, definition }));
    const [only, ...others] = binding.writes;
    if (!variable || others.length > 0 || only?.kind !== 'init' || !declaration.init) return own;
    const steps = stepsTo(declaration.id, identifier);
    const value = steps && targetsOf({ module, node: declaration.init });
    return [...own, ...(value ? steps.reduce(membersOf, value) : [])];
  };

  const membersOf = (targets: Target[], name: string | undefined): Target[] => {
    if (name === undefined) return [];
    return targets.flatMap((target) => {
      if (target.file) return exportTargets(target.file, name);
      if (target.whole) return packageTargets(target.name, name);
      const member = target.definition && memberOf(target.definition, name);
      const named = { name: `${target.name}.${name}` };
      return member ? [{ ...named, definition: member }, ...targetsOf(member)] : [named];
    });
  };

  const qualified = (targets: Target[], qualifier: Node | null | undefined): Target[] => {
    if (!qualifier) return targets;
    if (qualifier.type === 'Identifier') return membersOf(targets, qualifier.name);
    if (qualifier.type !== 'TSQualifiedName') return [];
    return membersOf(qualified(targets, qualifier.left), qualifier.right.name);
  };

  const importedBy = (specifier: Node, module: Module): Target[] => {
    if (specifier.type === 'TSImportEqualsDeclaration') {
      const { moduleReference } = specifier;
      if (moduleReference.type !== 'TSExternalModuleReference') return targetsOf({ module, node: moduleReference });
      return wholeTargets(module, moduleReference.expression.value);
    }
    const declaration = module.parentOf(specifier);
    if (declaration?.type !== 'ImportDeclaration') return [];
    if (specifier.type === 'ImportNamespaceSpecifier') return wholeTargets(module, declaration.source.value);
    const name = specifier.type === 'ImportSpecifier' ? keyName(specifier.imported) : 'default';
    return importTargets(module, declaration.source.value, name ?? '');
  };

  const importTargets = (from: Module, specifier: string, name: string): Target[] => {
    if (name === '*') return wholeTargets(from, specifier);
    const file = modules.imported(from, specifier);
    return file ? exportTargets(file, name) : packageTargets(specifier, name);
  };

  const wholeTargets = (from: Module, specifier: string | undefined): Target[] => {
    if (specifier === undefined) return [];
    const file = modules.imported(from, specifier);
    return file ? wholeOf(file) : [{ name: specifier, whole: true }];
  };

  /** A file as a whole, and what `module.exports =` or `export =` makes of it. */
  const wholeOf = (file: Module): Target[] => {
    const exported = file.exports.named.get('=');
    const value = exported ? exportedTargets(file, 'default', exported) : [];
    return [{ name: file.stem, whole: true, file }, ...value];
  };

  const exportTargets = (file: Module, name: string): Target[] =>
    guarded(`${file.path}\0${name}`, () => {
      const { named, stars } = file.exports;
      const exported = named.get(name);
      if (exported !== undefined) return exportedTargets(file, name, exported);
      if (name === 'default') return wholeOf(file);
      const starred = stars
        .filter((specifier) => modules.mayExport(file.path, specifier, name))
        .flatMap((specifier) => importTargets(file, specifier, name));
      const assigned = named.get('=');
      const members = assigned ? membersOf(exportedTargets(file, 'default', assigned), name) : [];
      return [...namesIn(file, name).map((own) => ({ name: own })), ...starred, ...members];
    });

  const exportedTargets = (file: Module, name: string, exported: Exported): Target[] => {
    const names = namesIn(file, name);
    if (exported.from === 'module') {
      return [...names.map((own) => ({ name: own })), ...importTargets(file, exported.specifier, exported.name)];
    }
    const definition = { module: file, node: exported.node };
    return [...names.map((own) => ({ name: own, definition })), ...targetsOf(definition)];
  };

  return {
    targetsOf,
    exportNames: (place) => new Set(targetsOf(place).map(({ name, whole }) => (whole ? `${name}.default` : name))),
  };
}

/** An export of a package. What is below a package's default is below the package, where it is CommonJS. */
function packageTargets(specifier: string, name: string): Target[] {
  const direct: Target = { name: `${specifier}.${name}` };
  return name === 'default' ? [direct, { name: specifier, whole: true }] : [direct];
}

/** What an export of a file is called: after the file, and after the folder that it is the index of. */
function namesIn({ stem }: Module, name: string): string[] {
  const folder = stem.replace(/\/index$/, '');
  return folder === stem ? [`${stem}.${name}`] : [`${stem}.${name}`, `${folder}.${name}`];
}

/** The module that `require('x')` or `import('x')` asks for. */
function requiredBy(call: Node): string | undefined {
  if (!isCallNode(call)) return undefined;
  const { callee } = call;
  const [specifier] = call.arguments;
  const requires = callee.type === 'Import' || (callee.type === 'Identifier' && callee.name === 'require');
  return requires && specifier?.type === 'StringLiteral' ? specifier.value : undefined;
}

/** A property of an object literal, or a static one of a class. */
function memberOf({ module, node }: Located, name: string): Located | undefined {
  const value = assignedValue(module, node);
  if (value.type === 'ObjectExpression') {
    for (const property of value.properties) {
      if (property.type === 'SpreadElement' || keyName(property.key, property.computed) !== name) continue;
      return { module, node: property.type === 'ObjectMethod' ? property : property.value };
    }
  }
  if (isClassNode(value)) {
    for (const member of value.body.body) {
      if (!('static' in member) || !member.static || !('key' in member) || keyName(member.key) !== name) continue;
      return { module, node: member };
    }
  }
  return undefined;
}

/** The value of a variable that is set once; any other node is its own. */
function assignedValue(module: Module, node: Node): Node {
  if (node.type !== 'Identifier') return unwrapped(node);
  const writes = module.scopes.bindingOf(node)?.writes ?? [];
  const [only] = writes;
  return writes.length === 1 && only?.value ? unwrapped(only.value) : node;
}

import type { Node } from '@babel/types';
import { isExports } from '../../../src/languages/javascript/exports.ts';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import type { Taking } from '../../../src/languages/javascript/importers.ts';
import type { Module } from '../../../src/languages/javascript/module.ts';
import { isMemberNode, keyName, propertyName } from '../../../src/languages/javascript/nodes.ts';
import type { Binding } from '../../../src/languages/javascript/scopes.ts';
import { endOf, startOf } from '../../../src/languages/javascript/walk.ts';
import type { Edit } from '../../../src/model/source.ts';
import { isDeclaredInExport, type Source } from './declared.ts';
import { callIn, derivedFrom } from './derived.ts';
import { ownReadsOf } from './exported.ts';
import { functionEdits } from './functions.ts';
import type { Held } from './kept.ts';
import { mockedEdits } from './mocks.ts';
import { functionNameFor, isTakenIn } from './names.ts';
import { readerOf } from './places.ts';
import type { Code } from './refusals.ts';
import { isNameOnly, namedIn } from './spelled.ts';

/** A place where the value is read, in whatever file. */
export interface Use {
  readonly module: Module;
  /** The name, or the property of the module that has it: `repository.rooms`. */
  readonly node: Node;
  /** What a local name for the value is called. */
  readonly name: string;
  /** The name of the file through which it is reached, where there is one. */
  readonly through: Binding | undefined;
  /** The function that is called instead: `getRooms`, `repository.getRooms`. */
  readonly fn: string;
  /** What the name holds there: rows that were made of a promise are no promise. */
  readonly held: Held;
}

/** All uses of a declared name in a project, and the edits of what leads to them: imports, exports, types. */
export interface Uses {
  readonly values: readonly Use[];
  readonly types: readonly { readonly module: Module; readonly node: Node }[];
  /** The files that offer it to others. */
  readonly exportedBy: readonly Module[];
  readonly edits: readonly Edit[];
  /** The first place that cannot be followed. */
  readonly blocked: Blocked | undefined;
}

/** What cannot be followed, and where. */
export interface Blocked {
  readonly refusal: Code;
  readonly module: Module;
  readonly node: Node;
}

/** Follows a declared name through the files of a project, and the names at the top of modules that are made from it. */
export function usesOf(file: JavaScriptFile, declared: Source): Uses {
  const own = ownUsesOf(file, declared);
  const all: Uses[] = [];
  const values = own.values.filter((use) => {
    const derived = readerOf(use.module, use.node) === 'import' ? derivedFrom(use, declared.held) : undefined;
    if (!derived) return true;
    const further = usesOf(file, derived);
    all.push({
      ...further,
      edits: [...functionEdits(derived), callIn(use, declared.held, derived), ...further.edits],
    });
    return false;
  });
  return {
    values: [...values, ...all.flatMap((one) => one.values)],
    types: [...own.types, ...all.flatMap((one) => one.types)],
    edits: [...own.edits, ...all.flatMap((one) => one.edits)],
    exportedBy: [...own.exportedBy, ...all.flatMap((one) => one.exportedBy)],
    blocked: own.blocked ?? all.find((one) => one.blocked)?.blocked,
  };
}

function ownUsesOf(file: JavaScriptFile, declared: Source): Uses {
  const values: Use[] = [];
  const types: { module: Module; node: Node }[] = [];
  const edits: Edit[] = [];
  const exported: { module: Module; name: string }[] = [];
  const { held } = declared;
  let blocked: Blocked | undefined;

  const replace = (module: Module, node: Node, text: string) =>
    edits.push({ path: module.path, start: startOf(node), end: endOf(node), text });
  const block = (refusal: Code, module: Module, node: Node) => {
    blocked ??= { refusal, module, node };
  };
  const passOn = (module: Module, name: string) => {
    if (exported.some((one) => one.module.path === module.path && one.name === name)) return;
    exported.push({ module, name });
    if (/^(?:default|=)$/.test(name)) return;
    const taken = module.exports.named.get(functionNameFor(name));
    if (taken) block('name-taken', module, taken.from === 'here' ? taken.node : module.ast.program);
  };
  const rename = (module: Module, name: string, node: Node) => {
    const fn = functionNameFor(name);
    if (isTakenIn(module, fn)) block('name-taken', module, node);
    return fn;
  };

  /** Every place that a name of a file stands at. */
  const follow = (module: Module, binding: Binding) => {
    const fn = functionNameFor(binding.name);
    for (const node of namedIn(module, binding.name)) {
      if (module.scopes.bindingOf(node) !== binding || node === binding.identifier) continue;
      const parent = module.parentOf(node);
      if (!parent || isNameOnly(node, parent)) continue;
      if (parent.type === 'ImportSpecifier' || parent.type === 'ImportDefaultSpecifier') continue;
      if (parent.type === 'ExportSpecifier') followExport(module, node, parent, fn);
      else if (parent.type === 'ExportDefaultDeclaration') {
        replace(module, node, fn);
        passOn(module, 'default');
      } else if (parent.type === 'TSTypeQuery') followType(module, parent, fn);
      else if (parent.type.startsWith('TS') && !/Expression|Assertion|NonNull/.test(parent.type))
        block('use-hard-to-follow', module, node);
      else if (node.type === 'JSXIdentifier') block('use-hard-to-follow', module, node);
      else if (!followCommonJs(module, node, parent, fn))
        values.push({ module, node, name: binding.name, through: binding, fn, held });
    }
  };

  const followExport = (module: Module, node: Node, specifier: Node, fn: string) => {
    if (specifier.type !== 'ExportSpecifier' || node !== specifier.local) return;
    const name = keyName(specifier.exported) ?? '';
    const declaration = module.parentOf(specifier);
    if (declaration?.type !== 'ExportNamedDeclaration' || declaration.source) return;
    if (declaration.exportKind === 'type') return block('use-hard-to-follow', module, node);
    const isShort = startOf(specifier.local) === startOf(specifier.exported);
    replace(module, node, fn);
    if (!isShort && name !== 'default') replace(module, specifier.exported, functionNameFor(name));
    passOn(module, name);
  };

  const followType = (module: Module, query: Node, fn: string) => {
    if (query.type !== 'TSTypeQuery' || query.typeParameters) return block('use-hard-to-follow', module, query);
    const returned = `ReturnType<typeof ${fn}>`;
    replace(module, query, held === 'rows' ? `Awaited<${returned}>` : returned);
    types.push({ module, node: query });
  };

  /** `module.exports = { rooms }`, `exports.rooms = rooms`. */
  const followCommonJs = (module: Module, node: Node, parent: Node, fn: string): boolean => {
    const passed = module.exports.named;
    const isExport = (name: string) => {
      const one = passed.get(name);
      return one?.from === 'here' && one.node === node;
    };
    if (parent.type === 'ObjectProperty' && parent.value === node) {
      const name = keyName(parent.key, parent.computed);
      const assignment = module.parentOf(module.parentOf(parent) ?? parent);
      if (name === undefined || !isExport(name) || assignment?.type !== 'AssignmentExpression') return false;
      if (!parent.shorthand) replace(module, parent.key, functionNameFor(name));
      replace(module, node, fn);
      passOn(module, name);
      followOwn(module, name, true);
      return true;
    }
    if (parent.type !== 'AssignmentExpression' || parent.right !== node || !isMemberNode(parent.left)) return false;
    const name = propertyName(parent.left);
    if (isExports(parent.left) && isExport('=') && module.parentOf(parent)?.type === 'ExpressionStatement') {
      replace(module, node, fn);
      passOn(module, '=');
      followOwn(module, '=', true);
      return true;
    }
    if (name === undefined || parent.left.computed || !isExport(name)) return false;
    // Read through `exports` as well, it would be two things to follow.
    if (module.text.split(`exports.${name}`).length !== 2) return false;
    replace(module, parent.left.property, functionNameFor(name));
    replace(module, node, fn);
    passOn(module, name);
    followOwn(module, name, true);
    return true;
  };

  /** Every place where a CommonJS module reads what it exports itself. */
  const followOwn = (module: Module, name: string, isNamed: boolean) => {
    for (const node of ownReadsOf(module)) {
      const parent = module.parentOf(node);
      const read = parent && isMemberNode(parent) && parent.object === node ? propertyName(parent) : undefined;
      if (name === '=' && node.type === 'ThisExpression') continue;
      if (read === undefined || !parent || name === '=') block('module-passed-on', module, node);
      else if (read !== name || isAssigned(module, parent)) continue;
      else if (node.type === 'ThisExpression' || parent.type !== 'MemberExpression' || parent.computed || isNamed)
        block('use-hard-to-follow', module, node);
      else {
        const fn = `${module.text.slice(startOf(node), endOf(node))}.${functionNameFor(name)}`;
        values.push({ module, node: parent, name, through: undefined, fn, held });
      }
    }
    const whole = module.exports.named.get('=');
    const isOther = whole?.from === 'here' && whole.node.type !== 'ObjectExpression' && name !== '=';
    // What is exported as a whole has the name as a property of its own.
    if (isOther) block('module-passed-on', module, whole.node);
  };

  /** Every place where a module as a whole is asked for the name. */
  const followWhole = (module: Module, binding: Binding, name: string) => {
    for (const node of namedIn(module, binding.name)) {
      if (module.scopes.bindingOf(node) !== binding || node === binding.identifier) continue;
      const parent = module.parentOf(node);
      if (!parent || isNameOnly(node, parent) || /^Import/.test(parent.type)) continue;
      if (isMemberNode(parent) && parent.object === node && propertyName(parent) !== undefined) {
        if (propertyName(parent) !== name) continue;
        if (parent.computed || parent.type === 'OptionalMemberExpression')
          return block('use-hard-to-follow', module, node);
        const fn = `${binding.name}.${functionNameFor(name)}`;
        values.push({ module, node: parent, name, through: binding, fn, held });
      } else if (!(parent.type === 'TSQualifiedName' && keyName(parent.right) !== name)) {
        return block('module-passed-on', module, node);
      }
    }
  };

  const take = (module: Module, taking: Taking, name: string) => {
    const fn = functionNameFor(name);
    switch (taking.form) {
      case 'passed-on': {
        const as = keyName(taking.exported) ?? '';
        if (as === 'default') return block('use-hard-to-follow', module, taking.key);
        replace(module, taking.key, fn);
        if (!taking.isShort) replace(module, taking.exported, functionNameFor(as));
        return passOn(module, as);
      }
      case 'star':
        for (const specifier of module.exports.stars) {
          if (file.imported(module, specifier)?.exports.named.has(fn)) block('name-taken', module, taking.node);
        }
        if (isTakenIn(module, fn)) block('name-taken', module, taking.node);
        return passOn(module, name);
      case 'mocked': {
        const made = mockedEdits(module, taking.property, fn);
        if (!made || name === 'default') return block('module-mocked', module, taking.property);
        edits.push(...made);
        return;
      }
      case 'elsewise':
        return block(taking.isMock ? 'module-mocked' : 'use-hard-to-follow', module, taking.node);
      default: {
        const binding = module.scopes.bindingOf(taking.local);
        if (!binding || binding.writes.length > 1) return block('use-hard-to-follow', module, taking.local);
        if (taking.form === 'whole') return followWhole(module, binding, name);
        const local = rename(module, binding.name, taking.local);
        if (taking.form === 'name') replace(module, taking.key, fn);
        if (taking.form === 'default' || !taking.isShort) replace(module, taking.local, local);
        return follow(module, binding);
      }
    }
  };

  const { module: home, binding: declaredAs, exported: exportedAs } = declared;
  if (declaredAs) {
    rename(home, declaredAs.name, declared.node);
    follow(home, declaredAs);
    if (isDeclaredInExport(home, declared.declarator)) passOn(home, declaredAs.name);
  } else if (exportedAs) {
    passOn(home, exportedAs.name);
    if (exportedAs.isChained) block('use-hard-to-follow', home, declared.node);
    if (exportedAs.name !== 'default') followOwn(home, exportedAs.name, false);
    else if (exportedAs.key || home.ast.program.sourceType !== 'module')
      block('use-hard-to-follow', home, declared.node);
  }

  // The list grows while it is followed: files that pass the name on have importers of their own.
  for (const { module, name } of exported) {
    const importers = file.importersOf(module, name);
    if (!importers) block('use-hard-to-follow', module, module.ast.program);
    for (const importer of importers ?? []) {
      for (const taking of importer.takings) take(importer.module, taking, name);
    }
  }
  return { values, types, edits: withoutTwins(edits), exportedBy: exported.map(({ module }) => module), blocked };
}

function isAssigned({ parentOf }: Module, member: Node): boolean {
  const parent = parentOf(member);
  return parent?.type === 'AssignmentExpression' && parent.left === member;
}

/** Two ways to one specifier bring the same edit. */
function withoutTwins(edits: readonly Edit[]): Edit[] {
  return [...new Map(edits.map((edit) => [`${edit.path}\0${edit.start}\0${edit.end}`, edit])).values()];
}

import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import type { Taking } from '../../../src/languages/javascript/importers.ts';
import type { Module } from '../../../src/languages/javascript/module.ts';
import { isMemberNode, keyName, propertyName } from '../../../src/languages/javascript/nodes.ts';
import type { Binding } from '../../../src/languages/javascript/scopes.ts';
import { endOf, startOf, walk } from '../../../src/languages/javascript/walk.ts';
import type { Edit } from '../../../src/model/source.ts';
import type { Declared } from './declared.ts';
import { functionNameFor, isTakenIn } from './names.ts';
import type { Code } from './refusals.ts';

/** A place where the value is read, in whatever file. */
export interface Use {
  readonly module: Module;
  /** The name, or the property of the module that has it: `repository.rooms`. */
  readonly node: Node;
  /** What a local name for the value is called. */
  readonly name: string;
  /** The function that is called instead: `getRooms`, `repository.getRooms`. */
  readonly fn: string;
}

/** All uses of a declared name in a project, and the edits of what leads to them: imports, exports, types. */
export interface Uses {
  readonly values: readonly Use[];
  readonly types: readonly { readonly module: Module; readonly node: Node }[];
  readonly isExported: boolean;
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

/** Follows a declared name through the files of a project. */
export function usesOf(file: JavaScriptFile, declared: Declared): Uses {
  const values: Use[] = [];
  const types: { module: Module; node: Node }[] = [];
  const edits: Edit[] = [];
  const exported: { module: Module; name: string }[] = [];
  let blocked: Blocked | undefined;

  const replace = (module: Module, node: Node, text: string) =>
    edits.push({ path: module.path, start: startOf(node), end: endOf(node), text });
  const block = (refusal: Code, module: Module, node: Node) => {
    blocked ??= { refusal, module, node };
  };
  const passOn = (module: Module, name: string) => {
    if (!exported.some((one) => one.module.path === module.path && one.name === name)) exported.push({ module, name });
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
      } else if (parent.type === 'TSTypeQuery') followType(module, parent, fn, declared.held);
      else if (parent.type.startsWith('TS') && !/Expression|Assertion|NonNull/.test(parent.type))
        block('use-hard-to-follow', module, node);
      else if (node.type === 'JSXIdentifier') block('use-hard-to-follow', module, node);
      else if (!followCommonJs(module, node, parent, fn)) values.push({ module, node, name: binding.name, fn });
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

  const followType = (module: Module, query: Node, fn: string, held: Declared['held']) => {
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
      return true;
    }
    if (parent.type !== 'AssignmentExpression' || parent.right !== node || !isMemberNode(parent.left)) return false;
    const name = propertyName(parent.left);
    if (name === undefined || parent.left.computed || !isExport(name)) return false;
    // Read through `exports` as well, it would be two things to follow.
    if (module.text.split(`exports.${name}`).length !== 2) return false;
    replace(module, parent.left.property, functionNameFor(name));
    replace(module, node, fn);
    passOn(module, name);
    return true;
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
        values.push({ module, node: parent, name, fn: `${binding.name}.${functionNameFor(name)}` });
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

  if (declared.binding) {
    rename(file.module, declared.binding.name, declared.node);
    follow(file.module, declared.binding);
    if (isDeclaredInExport(file.module, declared.node)) passOn(file.module, declared.binding.name);
  } else passOn(file.module, 'default');

  // The list grows while it is followed: files that pass the name on have importers of their own.
  for (const { module, name } of exported) {
    const importers = file.importersOf(module, name);
    if (!importers) block('use-hard-to-follow', module, module.ast.program);
    for (const importer of importers ?? []) {
      for (const taking of importer.takings) take(importer.module, taking, name);
    }
  }
  return { values, types, edits: withoutTwins(edits), isExported: exported.length > 0, blocked };
}

function isDeclaredInExport(module: Module, node: Node): boolean {
  const declaration = module.parentOf(node);
  return declaration !== undefined && module.parentOf(declaration)?.type === 'ExportNamedDeclaration';
}

/** Every identifier of a name, whatever it stands for. */
function namedIn(module: Module, name: string) {
  const found: Extract<Node, { type: 'Identifier' | 'JSXIdentifier' }>[] = [];
  walk(module.ast.program, (node) => {
    if ((node.type === 'Identifier' || node.type === 'JSXIdentifier') && node.name === name) found.push(node);
  });
  return found;
}

/** Whether an identifier is no more than the name of a property, a label or an attribute. */
function isNameOnly(node: Node, parent: Node): boolean {
  if (isMemberNode(parent)) return parent.property === node && !parent.computed;
  if (parent.type === 'ObjectProperty') return parent.key === node && parent.value !== node && !parent.computed;
  if ('key' in parent && parent.key === node) return !('computed' in parent && parent.computed);
  if (parent.type === 'ExportSpecifier') return parent.exported === node && parent.local !== node;
  if (parent.type === 'TSQualifiedName') return parent.right === node;
  if (parent.type === 'JSXMemberExpression') return parent.property === node;
  if (parent.type === 'TSEnumMember') return parent.id === node;
  return nameHolders.test(parent.type);
}

/** What holds an identifier that is no variable: a label, an attribute, a parameter of a type, the name of a type. */
const nameHolders =
  /^(?:LabeledStatement|BreakStatement|ContinueStatement|JSXAttribute|MetaProperty|TSNamedTupleMember|TSTypeReference|TSFunctionType|TSConstructorType|TSMethodSignature|TSCallSignatureDeclaration|TSConstructSignatureDeclaration|TSIndexSignature|TSDeclareFunction|TSDeclareMethod)$/;

/** Two ways to one specifier bring the same edit. */
function withoutTwins(edits: readonly Edit[]): Edit[] {
  return [...new Map(edits.map((edit) => [`${edit.path}\0${edit.start}\0${edit.end}`, edit])).values()];
}

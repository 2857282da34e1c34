import { isBuiltin } from 'node:module';
import type { Identifier, Node, ObjectProperty } from '@babel/types';
import type { Project } from '../../model/source.ts';
import { packageOf } from './manifests.ts';
import type { Module } from './module.ts';
import type { Modules } from './modules.ts';
import { type CallNode, isCallNode, isMemberNode, keyName, propertyName } from './nodes.ts';
import { walk } from './walk.ts';

/** One way in which a file takes an export from another. */
export type Taking =
  /** By name: `import { rooms as all }`, `const { rooms } = require(…)`. `key` spells the export's name. */
  | { readonly form: 'name'; readonly key: Node; readonly local: Identifier; readonly isShort: boolean }
  /** The module's value itself, under a name: `import rooms from`. */
  | { readonly form: 'default'; readonly local: Identifier }
  /** The module as a whole, under a name: `import * as repository`, `const repository = require(…)`. */
  | { readonly form: 'whole'; readonly local: Identifier }
  /** Passed on by name: `export { rooms as all } from`. */
  | { readonly form: 'passed-on'; readonly key: Node; readonly exported: Node; readonly isShort: boolean }
  /** Passed on with everything else: `export * from`. */
  | { readonly form: 'star'; readonly node: Node }
  /** Replaced by a test, with an object that has the name: `jest.mock('./rooms', () => ({ rooms: [] }))`. */
  | { readonly form: 'mocked'; readonly property: ObjectProperty }
  /** Named in any other way: `import('./rooms')`, `jest.mock('./rooms')`; or by a specifier that cannot be followed. */
  | { readonly form: 'elsewise'; readonly node: Node; readonly isMock: boolean };

/** A file that takes an export from another, and how. */
export interface Importer {
  readonly module: Module;
  readonly takings: readonly Taking[];
}

/**
 * The files of the project that may take an export: those whose text names it, or the file that holds it.
 * @param name of the export; `default`, or `=` for the whole of `module.exports`.
 * @returns undefined where one of them cannot be read.
 */
export function importersOf(
  target: Module,
  name: string,
  project: Project,
  modules: Modules,
): readonly Importer[] | undefined {
  const base = baseOf(target.stem);
  const paths = new Set([...(isNamed(name) ? project.mentioning(name) : []), ...project.mentioning(base)]);
  const importers: Importer[] = [];
  for (const path of paths) {
    if (path === target.path || !/\.[cm]?[jt]sx?$/.test(path)) continue;
    const text = project.read(path);
    // A file that names no module at all takes nothing.
    if (text === undefined || !/\b(?:import|require|from|mock\w*)\b/.test(text)) continue;
    const module = modules.open(path);
    if (!module) return undefined;
    const takings = takingsIn(module, target, name, base, modules);
    if (takings.length) importers.push({ module, takings });
  }
  return importers;
}

/** Whether an export is asked for by a name of its own. */
function isNamed(name: string): boolean {
  return name !== 'default' && name !== '=';
}

/** What a file is usually imported by: its name, or that of the folder whose index it is. */
function baseOf(stem: string): string {
  const parts = stem.split('/');
  const last = parts.at(-1) ?? stem;
  return last === 'index' ? (parts.at(-2) ?? last) : last;
}

function takingsIn(module: Module, target: Module, name: string, base: string, modules: Modules): Taking[] {
  const takings: Taking[] = [];
  const own = modules.manifests.nameOf(target.path);
  const leadsThere = (specifier: string): 'yes' | 'no' | 'perhaps' => {
    const found = modules.imported(module, specifier);
    if (found) return found.path === target.path ? 'yes' : 'no';
    if (isNamed(name) && !module.text.includes(name)) return 'no';
    if (own !== undefined && packageOf(specifier) === own) return 'perhaps';
    if (specifier.startsWith('.') || isBuiltin(specifier)) return 'no';
    if (modules.manifests.dependsOn(module.path, packageOf(specifier))) return 'no';
    return baseOf(specifier.replace(/\.[cm]?[jt]sx?$/, '')) === base ? 'perhaps' : 'no';
  };
  walk(module.ast.program, (node, parent) => {
    const specifier = node.type === 'StringLiteral' ? node.value : plainTemplate(node);
    if (specifier === undefined || parent === undefined) return;
    const takes = takingBy(node, parent, target, module, name);
    // Any other text that resolves to the file: a mock's first argument, most often.
    if (takes === undefined && !/^[.~@#]/.test(specifier)) return;
    const leads = leadsThere(specifier);
    if (leads === 'no') return;
    const call = isCallNode(parent) ? parent : undefined;
    if (takes && leads === 'yes') takings.push(...takes);
    else if (takes === undefined || takes.length)
      takings.push({ form: 'elsewise', node, isMock: takes === undefined && call !== undefined });
  });
  return takings;
}

/**
 * What a statement takes from the module that a literal names.
 * @returns undefined where the literal is no such thing; `elsewise` where it takes in a way that is not told apart.
 */
function takingBy(literal: Node, parent: Node, target: Module, module: Module, name: string): Taking[] | undefined {
  const elsewise: Taking = { form: 'elsewise', node: literal, isMock: false };
  switch (parent.type) {
    case 'ImportDeclaration':
      return parent.specifiers.flatMap((one): Taking[] => {
        if (name === '=')
          return one.type === 'ImportDefaultSpecifier' ? [{ form: 'default', local: one.local }] : [elsewise];
        if (one.type === 'ImportNamespaceSpecifier') return [{ form: 'whole', local: one.local }];
        if (one.type === 'ImportDefaultSpecifier') {
          if (name === 'default') return [{ form: 'default', local: one.local }];
          // What CommonJS exports is the default of its importers.
          return target.ast.program.sourceType === 'module' ? [] : [{ form: 'whole', local: one.local }];
        }
        if (keyName(one.imported) !== name) return [];
        if (name === 'default') return [{ form: 'default', local: one.local }];
        return [{ form: 'name', key: one.imported, local: one.local, isShort: isSame(one.imported, one.local) }];
      });
    case 'ExportNamedDeclaration':
      return parent.specifiers.flatMap((one): Taking[] => {
        if (one.type !== 'ExportSpecifier') return [elsewise];
        if (keyName(one.local) !== name) return [];
        if (name === 'default') return [elsewise];
        const isShort = isSame(one.local, one.exported);
        return [{ form: 'passed-on', key: one.local, exported: one.exported, isShort }];
      });
    case 'ExportAllDeclaration':
      return name === 'default' ? [] : [{ form: 'star', node: parent }];
    case 'TSExternalModuleReference': {
      const declaration = module.parentOf(parent);
      if (declaration?.type !== 'TSImportEqualsDeclaration') return [elsewise];
      return [{ form: name === '=' ? 'default' : 'whole', local: declaration.id }];
    }
    case 'TSImportType':
    case 'TSLiteralType':
      return [elsewise];
    case 'ImportExpression':
      return awaitedBy(parent, module, target, name) ?? [elsewise];
    default:
      if (!isCallNode(parent)) return undefined;
      if (parent.callee.type === 'Import') return awaitedBy(parent, module, target, name) ?? [elsewise];
      if (isMemberNode(parent.callee)) return mockedBy(parent, name);
      if (parent.callee.type !== 'Identifier' || parent.callee.name !== 'require') return undefined;
      return requiredBy(parent, module, name) ?? [elsewise];
  }
}

/** `const { rooms } = await import('./rooms')`. */
function awaitedBy(call: Node, module: Module, target: Module, name: string): Taking[] | undefined {
  const awaited = module.parentOf(call);
  // The default of what CommonJS exports is all of it, beside its names.
  if (awaited?.type !== 'AwaitExpression' || !isNamed(name) || target.ast.program.sourceType !== 'module')
    return undefined;
  return requiredBy(awaited, module, name);
}

/** What a mock with a factory gives in place of the module; undefined where it does not show, or lacks the name. */
function mockedBy(call: CallNode, name: string): Taking[] | undefined {
  const { callee, arguments: given } = call;
  const factory = given[1];
  if (!isMemberNode(callee) || !/^(?:doMock|mock|unstable_mockModule)$/.test(propertyName(callee) ?? ''))
    return undefined;
  if (factory?.type !== 'ArrowFunctionExpression' || given.length > 2 || factory.params.length > 0) return undefined;
  const made = factory.body.type === 'BlockStatement' ? onlyReturned(factory.body.body) : factory.body;
  if (made?.type !== 'ObjectExpression') return undefined;
  const properties = made.properties.filter((one) => one.type === 'ObjectProperty');
  if (properties.length < made.properties.length) return undefined;
  const named = properties.filter(({ key, computed }) => keyName(key, computed) === name);
  return named.length === 1 ? named.map((property) => ({ form: 'mocked', property })) : undefined;
}

function onlyReturned([statement, ...others]: readonly Node[]): Node | undefined {
  if (statement?.type !== 'ReturnStatement' || others.length > 0) return undefined;
  return statement.argument ?? undefined;
}

function requiredBy(call: Node, module: Module, name: string): Taking[] | undefined {
  const declarator = module.parentOf(call);
  if (declarator?.type === 'ExpressionStatement') return [];
  if (declarator?.type !== 'VariableDeclarator' || declarator.init !== call) return undefined;
  const { id } = declarator;
  if (id.type === 'Identifier' && name === '=') return [{ form: 'default', local: id }];
  if (id.type === 'Identifier') return name === 'default' ? undefined : [{ form: 'whole', local: id }];
  if (id.type !== 'ObjectPattern' || name === '=') return undefined;
  const takings: Taking[] = [];
  for (const property of id.properties) {
    if (property.type === 'RestElement') return undefined;
    const key = keyName(property.key, property.computed);
    if (key === undefined) return undefined;
    if (key !== name) continue;
    if (property.value.type !== 'Identifier') return undefined;
    takings.push({ form: 'name', key: property.key, local: property.value, isShort: property.shorthand });
  }
  return takings;
}

/** The text of a template without expressions. */
function plainTemplate(node: Node): string | undefined {
  return node.type === 'TemplateLiteral' && node.quasis.length === 1 ? node.quasis[0]?.value.raw : undefined;
}

function isSame(a: Node, b: Node): boolean {
  return a.start === b.start && a.end === b.end;
}

import type { Identifier, Node, VariableDeclarator } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { isFrozen } from '../../../src/languages/javascript/frozen.ts';
import type { Module } from '../../../src/languages/javascript/module.ts';
import { targetsIn } from '../../../src/languages/javascript/nodes.ts';
import type { Binding } from '../../../src/languages/javascript/scopes.ts';
import { type ExportedAs, exportedValuesOf } from './exported.ts';
import { type Held, type Kept, keptBy, waitedForIn } from './kept.ts';
import { isSeparable } from './separate.ts';
import { namedIn } from './spelled.ts';

/** A value at the top of a module, and the name that keeps it. */
export interface Source {
  readonly module: Module;
  /** The declarator, one of several names in it, or the expression that is exported. */
  readonly node: Node;
  readonly declarator: VariableDeclarator | undefined;
  readonly binding: Binding | undefined;
  /** What it is exported as, where the file has no name for it. */
  readonly exported: ExportedAs | undefined;
  /** The one name that a pattern takes out of the rows, where there is a pattern. */
  readonly taken: { readonly pattern: Node; readonly access: string } | undefined;
  readonly init: Node;
  readonly held: Held;
}

/** A query at the top of a module, and the name that keeps it. */
export interface Declared extends Source, Kept {
  /** Whether the parameters hold the time of the import, or a random value of then. */
  readonly isFrozen: boolean;
  /** All the names of a statement that has to be taken apart, in their order; empty where it has one only. */
  readonly together: readonly Declared[];
}

/** The queries that the top level of a file keeps, each once. */
export function declaredIn(file: JavaScriptFile): Declared[] {
  const named = file.ast.program.body.flatMap((statement) => {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declaration?.type !== 'VariableDeclaration' || /using/.test(declaration.kind) || declaration.declare) return [];
    return declaration.declarations.flatMap((declarator) => declarationsOf(file, declarator));
  });
  const nameless = exportedValuesOf(file.module).flatMap(({ node, ...exported }): Declared[] => {
    const kept = keptBy(file, node);
    if (!kept) return [];
    const none = { declarator: undefined, binding: undefined, taken: undefined };
    return [
      {
        module: file.module,
        node,
        ...none,
        exported,
        init: node,
        ...kept,
        isFrozen: isFrozen(file.module, node),
        together: [],
      },
    ];
  });
  return [...named, ...nameless];
}

function declarationsOf(file: JavaScriptFile, declarator: VariableDeclarator): Declared[] {
  const { id, init } = declarator;
  if (!init) return [];
  const kept = keptBy(file, init);
  if (!kept) return [];
  const whole = { node: declarator, declarator, init, taken: undefined, ...kept };
  if (id.type === 'Identifier') return namedBy(file, id, whole);
  // A pattern over a promise takes nothing of the rows.
  if (!/^rows/.test(kept.held)) return [];
  const taken = takenBy(file, id);
  const list = init.type === 'AwaitExpression' ? waitedForIn(init.argument) : undefined;
  if (taken && !list) return namedBy(file, taken.name, { ...whole, taken: { pattern: id, access: taken.access } });
  const isApart = list !== undefined && isSeparable(file, declarator, list);
  const found: Declared[] = [];
  for (const [name, at] of namesIn(id)) {
    const part = list?.[at];
    const own = part ? keptBy(file, part) : list ? undefined : kept;
    const value = { ...whole, ...own, node: name, held: kept.held, isSingleUse: false, isMixed: !isApart };
    if (own) found.push(...namedBy(file, name, isApart ? { ...value, init: part ?? init, together: found } : value));
  }
  // Of the names of one statement all are moved, or none.
  return isApart && found.length < list.length ? found.map((one) => ({ ...one, isMixed: true })) : found;
}

function namedBy(
  { module, scopes }: JavaScriptFile,
  name: Identifier,
  value: Omit<Declared, 'module' | 'binding' | 'exported' | 'isFrozen' | 'together'> &
    Partial<Pick<Declared, 'together'>>,
): Declared[] {
  const binding = scopes.bindingOf(name);
  // What is assigned again is refreshed by the program itself, and what says that it is a cache is meant to be one.
  if (binding?.writes.length !== 1 || /cache|memo/i.test(binding.name)) return [];
  return [{ module, binding, exported: undefined, together: [], ...value, isFrozen: isFrozen(module, value.init) }];
}

/** Every name in a pattern, and the place of its part in a list. */
function namesIn(pattern: Node): [Identifier, number][] {
  const parts = pattern.type === 'ArrayPattern' ? pattern.elements : [pattern];
  return parts.flatMap((part, at) => (part ? targetsIn(part).map((name): [Identifier, number] => [name, at]) : []));
}

/** The one name in `{ rows }`, `{ rows: rooms }` or `[rooms]` that is read, and how it is reached. */
function takenBy({ module }: JavaScriptFile, pattern: Node): { name: Identifier; access: string } | undefined {
  const declarator = module.parentOf(pattern);
  const isUsed = ({ name }: Identifier) => isDeclaredInExport(module, declarator) || namedIn(module, name).length > 1;
  if (pattern.type === 'ArrayPattern') {
    const [taken, ...others] = pattern.elements.flatMap((one, at) =>
      one && (one.type !== 'Identifier' || isUsed(one)) ? [{ name: one, access: `[${at}]` }] : [],
    );
    return taken?.name.type === 'Identifier' && others.length === 0 ? { ...taken, name: taken.name } : undefined;
  }
  if (pattern.type !== 'ObjectPattern' || pattern.typeAnnotation) return undefined;
  const [first, ...others] = pattern.properties.filter(
    (one) => one.type !== 'ObjectProperty' || one.value.type !== 'Identifier' || isUsed(one.value),
  );
  if (first?.type !== 'ObjectProperty' || first.computed || others.length > 0) return undefined;
  if (first.key.type !== 'Identifier' || first.value.type !== 'Identifier') return undefined;
  return { name: first.value, access: `.${first.key.name}` };
}

/** Whether a declarator is a part of `export const …`. */
export function isDeclaredInExport(module: Module, declarator: Node | undefined): boolean {
  const declaration = declarator && module.parentOf(declarator);
  return declaration !== undefined && module.parentOf(declaration)?.type === 'ExportNamedDeclaration';
}

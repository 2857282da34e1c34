import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { type FunctionNode, unwrapped } from '../../../src/languages/javascript/nodes.ts';
import type { Binding } from '../../../src/languages/javascript/scopes.ts';
import { follow } from './invocation.ts';
import { leadsTo, type StateUse, useOf } from './uses.ts';
import { variableAt } from './variables.ts';

/** Something that an invocation writes: a variable, a property of it, or its elements. */
export interface Cell {
  readonly binding: Binding;
  readonly path: readonly string[];
}

/** The functions of the file that an invocation of a handler may run, the handler first. */
export function reachedBy(file: JavaScriptFile, handler: FunctionNode): ReadonlySet<FunctionNode> {
  const reached = new Set<FunctionNode>();
  follow(file, handler, { name: () => false, enter: (fn) => reached.add(fn) });
  return reached;
}

/** The first place where an invocation reads what an earlier one may have written; undefined where there is none. */
export function staleRead(file: JavaScriptFile, handler: FunctionNode, { binding, path }: Cell): Node | undefined {
  let found: Node | undefined;
  const isList = path.length === 1 && isListBinding(binding);
  follow(file, handler, {
    name(node) {
      if (variableAt(file, node) !== binding) return false;
      const use = useOf(file, binding, node);
      if (reads(use, path, isList)) found ??= node;
      return overwrites(use, path);
    },
  });
  return found;
}

function reads({ kind, path, isRead }: StateUse, cell: readonly string[], isList: boolean): boolean {
  const counted = path.at(-1) === 'length' || path.at(-1) === 'size' ? path.slice(0, -1) : path;
  if (!leadsTo(counted, cell) && !leadsTo(cell, counted)) return false;
  // What is asked for by its key is what was kept under that key: a cache. The elements of a list have no keys.
  return kind === 'read' || isRead || (isList && kind === 'keyed');
}

function overwrites({ kind, path, keys = [] }: StateUse, cell: readonly string[]): boolean {
  if (path.includes('*')) return false;
  if (kind === 'add') return leadsTo(path, cell) && keys.includes(cell[path.length] ?? '');
  if (kind === 'set') return leadsTo(path, cell);
  return kind === 'empty' && leadsTo(path, cell);
}

/** What a use writes; undefined where it leaves nothing for another invocation. */
export function cellOf(binding: Binding, { kind, path }: StateUse): Cell | undefined {
  if (kind !== 'set' && kind !== 'update' && kind !== 'add' && kind !== 'default') return undefined;
  const whole = kind === 'add' ? [...path, '*'] : path;
  const computed = whole.indexOf('*');
  return { binding, path: computed === -1 ? whole : whole.slice(0, computed + 1) };
}

function isListBinding({ writes }: Binding): boolean {
  const [first] = writes;
  return first?.kind === 'init' && first.value !== undefined && unwrapped(first.value).type === 'ArrayExpression';
}

import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { type CallNode, isCallNode, isMemberNode, unwrapped } from '../../../src/languages/javascript/nodes.ts';
import type { RowCall } from '../../../src/languages/javascript/rows.ts';
import { endOf, startOf, walk } from '../../../src/languages/javascript/walk.ts';
import { assignedTo, setIn } from './columns.ts';
import type { Derivation } from './dependence.ts';
import type { RowRead } from './reads.ts';

/** Whether a write by what tells the row is to the table that was read, and to the same row. */
export function isSameRow(file: JavaScriptFile, read: RowRead, write: RowCall): boolean {
  const table = (call: RowCall) => call.table.replace(/^(?:tx|trx|manager|em)\./, '');
  if (read.from === 'function' ? !hasSameTable(read.call, write) : table(read.call) !== table(write)) return false;
  return isAboutRow(file, read, write.where);
}

/** A function in another file may call the same table by another receiver. */
export function hasSameTable(read: RowCall, write: RowCall): boolean {
  const last = (call: RowCall) => tableNameOf(call).toLowerCase();
  return read.dialect === write.dialect && last(read) === last(write);
}

/** Whether a row is saved in the table that it was read from, and no part of the key that it was read by is set anew. */
export function isUnderSameKey(file: JavaScriptFile, read: RowRead, call: RowCall, derived: Derivation): boolean {
  if (!hasSameTable(read.call, call) || !call.row) return false;
  const keys = read.call.where.flatMap((key) => setIn(file, key, derived)).map(({ column }) => column);
  const set = [...setIn(file, call.row, derived), ...assignedTo(file, read, derived, call.whole)];
  return keys.length > 0 && !set.some(({ column }) => keys.includes(column));
}

/** What a table is called, without what it is a property of: `orders` of `this.orders`. */
export function tableNameOf({ table }: RowCall): string {
  return table.replace(/^.*[.#]/, '');
}

/** Whether what tells the row of a write mentions the row, or what the read was told by. */
export function isAboutRow(file: JavaScriptFile, read: RowRead, where: readonly Node[]): boolean {
  const names = new Set<string>();
  const told =
    isCallNode(read.node) || read.call.module === file.module ? wordsIn(file, [read.node]) : new Set<string>();
  for (const word of wordsIn(file, where)) names.add(word);
  if (names.has(read.binding.name)) return true;
  return [...names].some((name) => told.has(name));
}

/** The names of values in some expressions: `id` of `{ id }` and `{ id: id }`, `params.id`. */
function wordsIn(file: JavaScriptFile, nodes: readonly Node[]): Set<string> {
  const words = new Set<string>();
  for (const node of nodes)
    walk(node, (inner, parent) => {
      if (inner.type !== 'Identifier') return;
      const isKey = parent?.type === 'ObjectProperty' && parent.key === inner && !parent.shorthand;
      const isMember = parent !== undefined && isMemberNode(parent) && parent.property === inner && !parent.computed;
      const binding = isKey || isMember ? undefined : file.scopes.bindingOf(inner);
      if (binding && binding.scopeNode.type !== 'Program') words.add(inner.name);
    });
  return words;
}

/** Whether a method is called on what the row was read from: `this.orders.find(…)`, `this.orders.update(…)`. */
export function hasSameOwner(file: JavaScriptFile, read: RowRead, write: CallNode): boolean {
  const owner = (call: Node) =>
    isCallNode(call) && isMemberNode(call.callee)
      ? file.text.slice(startOf(call.callee.object), endOf(call.callee.object))
      : '';
  return owner(read.node) !== '' && owner(read.node) === owner(write);
}

export function isRow(file: JavaScriptFile, read: RowRead, node: Node): boolean {
  const inner = unwrapped(node);
  return inner.type === 'Identifier' && file.scopes.bindingOf(inner) === read.binding;
}

/** The spread of the row in an object: `{ ...row, status }`. */
export function spreadOf(file: JavaScriptFile, read: RowRead, values: Node): Node | undefined {
  const node = unwrapped(values);
  if (node.type !== 'ObjectExpression') return undefined;
  return node.properties.find((one) => one.type === 'SpreadElement' && isRow(file, read, one.argument));
}

/** Whether the library gives one object for a row, however often that is read. */
export function isOneObject({ call: { dialect } }: RowRead): boolean {
  return dialect.recognises.row?.some((one) => 'flushes' in one && one.flushes) === true;
}

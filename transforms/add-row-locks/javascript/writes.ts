import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import type { Located } from '../../../src/languages/javascript/module.ts';
import {
  isCallNode,
  isFunctionNode,
  isMemberNode,
  propertyName,
  unwrapped,
} from '../../../src/languages/javascript/nodes.ts';
import { chainedTo, partOf, type RowCall, rowMethodsOf } from '../../../src/languages/javascript/rows.ts';
import { endOf, isWithin, startOf, walk } from '../../../src/languages/javascript/walk.ts';
import type { RowMethod } from '../../../src/model/row-patterns.ts';
import { assignedTo, outermost, setIn, type Written } from './columns.ts';
import { type Dependence, type Derivation, strongest } from './dependence.ts';
import type { RowRead } from './reads.ts';
import { hasSameOwner, isAboutRow, isRow, isSameRow, isUnderSameKey, spreadOf } from './same-row.ts';

/** A call that writes a row that was read. */
export interface RowWrite {
  /** The whole of the call. */
  readonly node: Node;
  /** The call that begins it. */
  readonly first: Node;
  readonly symbol: string;
  /** `transaction`: no call at all, but the end of the transaction that the row is changed in. */
  readonly by: RowCall | RowMethod | 'function' | 'transaction';
  /** What is written, and how it comes from the row. */
  readonly columns: readonly Written[];
  /** Whether columns that were only read are written back too. */
  readonly isWhole: boolean;
}

/** The calls that write a row after it was read, in the order of the text. */
export function writesOf(file: JavaScriptFile, read: RowRead, derived: Derivation): RowWrite[] {
  const own = [...methodWrites(file, read, derived), ...callWrites(file, read, derived)];
  const taken = new Set(own.map(({ node }) => node));
  const byFunctions = functionWrites(file, read, derived).filter(({ node }) => !taken.has(node));
  return [...own, ...byFunctions]
    .filter(({ node }) => startOf(node) > endOf(read.node) && isWithin(node, read.fn))
    .sort((a, b) => startOf(a.node) - startOf(b.node));
}

/** `row.save()`, `row.update({ … })`. */
function methodWrites(file: JavaScriptFile, read: RowRead, derived: Derivation): RowWrite[] {
  const methods = rowMethodsOf(read.call.dialect);
  return read.binding.reads.flatMap((use): RowWrite[] => {
    const member = outermost(file, use);
    const call = file.parentOf(member);
    if (
      !isMemberNode(member) ||
      unwrapped(member.object) !== use ||
      !call ||
      !isCallNode(call) ||
      call.callee !== member
    )
      return [];
    const method = methods.find((one) => [one.method].flat().includes(propertyName(member) ?? ''));
    const chain = method ? [call, ...chainedTo(call, file.module)] : [];
    const writer = method?.chained
      ? chain.find(({ callee }) => isMemberNode(callee) && method.chained?.includes(propertyName(callee) ?? ''))
      : call;
    const node = chain.at(-1);
    if (!method || !writer || !node) return [];
    const symbol = file.text.slice(startOf(member), endOf(member));
    const values = partOf(method.values, writer);
    if (method.values && !values) return [];
    const columns = values ? setIn(file, values, derived) : assignedTo(file, read, derived, node, method.sendsChanges);
    return [{ node, first: call, symbol, by: method, columns, isWhole: false }];
  });
}

/** Calls that are given the row, or its new values. */
function callWrites(file: JavaScriptFile, read: RowRead, derived: Derivation): RowWrite[] {
  return file.rowCalls().flatMap((call): RowWrite[] => {
    const { pattern, whole: node, symbol } = call;
    const [first = node] = call.calls;
    const written = { node, first, symbol, by: call };
    if (call.dialect !== read.call.dialect) return [];
    if (pattern.flushes) return flushed(file, read, call, derived);
    if (pattern.does === 'save' && call.row) {
      if (pattern.isKeyed && !isUnderSameKey(file, read, call, derived)) return [];
      const isWhole = pattern.writesWhole === true;
      if (rowsIn(call.row).some((one) => isRow(file, read, one)))
        return [{ ...written, columns: assignedTo(file, read, derived, node), isWhole }];
      const spread = spreadOf(file, read, call.row);
      return spread ? [{ ...written, columns: setIn(file, call.row, derived), isWhole: true }] : [];
    }
    if (pattern.does !== 'write' || !isSameRow(file, read, call)) return [];
    if (call.sql) {
      const columns = call.sql.sets.map(({ column, value }) => ({
        column,
        dependence: derived.of(value, column),
        node: value,
      }));
      return [{ ...written, columns, isWhole: false }];
    }
    if (!call.values) return [];
    const isWhole = spreadOf(file, read, call.values) !== undefined;
    return [{ ...written, columns: setIn(file, call.values, derived), isWhole }];
  });
}

/** The rows that a save is given: one, or a list that is written in place. */
function rowsIn(given: Node): Node[] {
  const node = unwrapped(given);
  return node.type === 'ArrayExpression' ? node.elements.flatMap((one) => one ?? []) : [node];
}

/** What writes every change of the rows that its receiver has read; a transaction does when it ends. */
function flushed(file: JavaScriptFile, read: RowRead, call: RowCall, derived: Derivation): RowWrite[] {
  const { whole: node, symbol } = call;
  const isAround = isWithin(read.node, node);
  const spelled = ({ receiver, module }: RowCall) => module.text.slice(startOf(receiver), endOf(receiver));
  if (!isAround && spelled(call) !== spelled(read.call)) return [];
  const isChanged = ({ node: change }: Written) => !isAddedTo(change);
  if (!isAround) {
    const columns = assignedTo(file, read, derived, node).filter(isChanged);
    return columns.length > 0 ? [{ node, first: node, symbol, by: call, columns, isWhole: false }] : [];
  }
  if (file.enclosingTransaction(read.node)?.call !== node) return [];
  const columns = assignedTo(file, read, derived, read.fn.body).filter(isChanged);
  const last = columns.at(-1)?.node;
  if (!last) return [];
  const changed = last.type === 'AssignmentExpression' ? last.left : last;
  const text = file.text.slice(startOf(changed), endOf(changed));
  return [{ node: last, first: last, symbol: text, by: 'transaction', columns, isWhole: false }];
}

/** `order.items.add(item)`: another row, and none of the list is written back. */
function isAddedTo(change: Written['node']): boolean {
  return (
    isCallNode(change) && isMemberNode(change.callee) && /^(?:add|delete|set)$/.test(propertyName(change.callee) ?? '')
  );
}

/** Calls of functions of the project that write what they are given: `this.orders.save(order)`. */
function functionWrites(file: JavaScriptFile, read: RowRead, derived: Derivation): RowWrite[] {
  const writes: RowWrite[] = [];
  if (read.from !== 'function' && !read.call.pattern) return writes;
  walk(read.fn.body, (node) => {
    if (!isCallNode(node) || startOf(node) < endOf(read.node) || !isMemberNode(node.callee)) return;
    const rowAt = node.arguments.findIndex((one) => isRow(file, read, one));
    const valuesAt = node.arguments.findIndex((one) => one.type === 'ObjectExpression');
    if ((rowAt < 0 && valuesAt < 1) || !/^(?:save|update|patch|persist)\w*$/i.test(propertyName(node.callee) ?? ''))
      return;
    const symbol = file.text.slice(startOf(node.callee), endOf(node.callee));
    if (rowAt >= 0) {
      const isWhole = writerOf(file, { module: file.module, node }, rowAt, 'row');
      if (isWhole === undefined) return;
      writes.push({
        node,
        first: node,
        symbol,
        by: 'function',
        columns: assignedTo(file, read, derived, node),
        isWhole,
      });
    } else if (
      writerOf(file, { module: file.module, node }, valuesAt, 'values') !== undefined &&
      isAboutRow(file, read, node.arguments.slice(0, valuesAt)) &&
      hasSameOwner(file, read, node)
    ) {
      const values = node.arguments[valuesAt] as Node;
      writes.push({ node, first: node, symbol, by: 'function', columns: setIn(file, values, derived), isWhole: false });
    }
  });
  return writes;
}

/** Whether a function writes what it is given at a place; whether then all columns. Undefined where it does not. */
function writerOf(
  file: JavaScriptFile,
  { module, node: call }: Located,
  place: number,
  as: 'row' | 'values',
): boolean | undefined {
  if (!isCallNode(call)) return undefined;
  for (const { module: other, node: fn } of file.functionsCalled({ module, node: call })) {
    const parameter = isFunctionNode(fn) ? fn.params[place] : undefined;
    const name = parameter?.type === 'AssignmentPattern' ? parameter.left : parameter;
    const binding = name?.type === 'Identifier' ? other.scopes.bindingOf(name) : undefined;
    if (!binding) continue;
    let isWhole: boolean | undefined;
    walk(fn, (node) => {
      const row = isWhole === undefined ? file.rowCallAt({ module: other, node }) : undefined;
      const part = row && (as === 'row' ? row.row : row.values);
      const given = part && unwrapped(part);
      if (row && given?.type === 'Identifier' && other.scopes.bindingOf(given) === binding)
        isWhole = row.pattern.writesWhole === true;
    });
    if (isWhole !== undefined) return isWhole;
  }
  return undefined;
}

/** How the columns of a write come from the row, the strongest first. */
export function dependenceOf({ columns }: RowWrite): Dependence | undefined {
  return strongest(columns.map(({ dependence }) => dependence));
}

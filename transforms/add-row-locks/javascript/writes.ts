import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import type { Located } from '../../../src/languages/javascript/module.ts';
import {
  type CallNode,
  isCallNode,
  isFunctionNode,
  isMemberNode,
  keyName,
  propertyName,
  unwrapped,
} from '../../../src/languages/javascript/nodes.ts';
import { chainedTo, partOf, type RowCall, rowMethodsOf } from '../../../src/languages/javascript/rows.ts';
import { endOf, isWithin, startOf, walk } from '../../../src/languages/javascript/walk.ts';
import type { RowMethod } from '../../../src/model/dialect.ts';
import { type Dependence, type Derivation, strongest } from './dependence.ts';
import type { RowRead } from './reads.ts';

/** A call that writes a row that was read. */
export interface RowWrite {
  /** The whole of the call. */
  readonly node: Node;
  /** The call that begins it. */
  readonly first: Node;
  readonly symbol: string;
  readonly by: RowCall | RowMethod | 'function';
  /** What is written, and how it comes from the row. */
  readonly columns: readonly Written[];
  /** Whether columns that were only read are written back too. */
  readonly isWhole: boolean;
}

/** One column that a write sets. */
export interface Written {
  readonly column: string;
  readonly dependence: Dependence | undefined;
  /** Where its value is worked out. */
  readonly node: Node;
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
    if (pattern.does === 'save' && call.row) {
      const isWhole = pattern.writesWhole === true;
      if (isRow(file, read, call.row)) return [{ ...written, columns: assignedTo(file, read, derived, node), isWhole }];
      const spread = spreadOf(file, read, call.row);
      return spread ? [{ ...written, columns: setIn(file, call.row, derived), isWhole: true }] : [];
    }
    if (pattern.does !== 'write' || !call.values || !isSameRow(file, read, call)) return [];
    const isWhole = spreadOf(file, read, call.values) !== undefined;
    return [{ ...written, columns: setIn(file, call.values, derived), isWhole }];
  });
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

/** The columns that are set on the row before it is saved. */
function assignedTo(
  file: JavaScriptFile,
  read: RowRead,
  derived: Derivation,
  save: Node,
  sendsChanges = false,
): Written[] {
  const written: Written[] = [];
  const isBefore = (node: Node) => startOf(node) < startOf(save) && startOf(node) > endOf(read.node);
  for (const use of read.binding.reads) {
    const member = outermost(file, use);
    if (!isMemberNode(member) || unwrapped(member.object) !== use || !isBefore(member)) {
      written.push(...(isBefore(use) ? mergedInto(file, use, derived) : []));
      continue;
    }
    const column = propertyName(member);
    const user = file.parentOf(member);
    if (column === undefined || !user) continue;
    if (user.type === 'UpdateExpression') written.push({ column, dependence: 'computed', node: user });
    else if (user.type === 'AssignmentExpression' && user.left === member) {
      const isPlain = user.operator === '=';
      const isDefault = user.operator === '??=' || user.operator === '||=';
      const dependence = isPlain ? derived.of(user.right, column) : isDefault ? 'kept' : 'computed';
      written.push({ column, dependence, node: user });
    } else if (isCallNode(user) && user.callee === member && /^(?:set|merge|assign|setAttributes)$/.test(column)) {
      written.push(...user.arguments.slice(0, 1).flatMap((one) => setIn(file, one, derived)));
    }
  }
  if (sendsChanges) return written;
  for (const column of derived.changed())
    for (const node of derived.changesOf(column))
      if (isBefore(node)) written.push({ column, dependence: 'computed', node });
  return written;
}

/** `Object.assign(row, { … })` */
function mergedInto(file: JavaScriptFile, use: Node, derived: Derivation): Written[] {
  const call = file.parentOf(use);
  if (!call || !isCallNode(call) || call.arguments[0] !== use) return [];
  if (!isMemberNode(call.callee) || propertyName(call.callee) !== 'assign') return [];
  return call.arguments.slice(1).flatMap((one) => setIn(file, one, derived));
}

/** The columns that an object sets; a name stands for the object that it is assigned. */
function setIn(file: JavaScriptFile, values: Node, derived: Derivation, depth = 0): Written[] {
  const node = unwrapped(values);
  if (node.type === 'ObjectExpression') {
    return node.properties.flatMap((one): Written[] => {
      if (one.type === 'SpreadElement')
        return depth < 2 ? setIn(file, spreadObject(one.argument), derived, depth + 1) : [];
      const column = one.type === 'ObjectProperty' ? keyName(one.key, one.computed) : undefined;
      if (column === undefined || one.type !== 'ObjectProperty') return [];
      return [{ column, dependence: derived.of(one.value, column), node: one.value }];
    });
  }
  const binding = node.type === 'Identifier' ? file.scopes.bindingOf(node) : undefined;
  if (!binding || depth > 2) return [];
  const made = binding.writes.flatMap(({ value }) => (value ? setIn(file, value, derived, depth + 1) : []));
  const added = binding.reads.flatMap((use): Written[] => {
    const member = file.parentOf(use);
    const user = member && file.parentOf(member);
    if (
      !member ||
      !isMemberNode(member) ||
      member.object !== use ||
      user?.type !== 'AssignmentExpression' ||
      user.left !== member
    )
      return [];
    const column = propertyName(member);
    return column === undefined ? [] : [{ column, dependence: derived.of(user.right, column), node: user }];
  });
  return [...made, ...added];
}

/** `...(isNew && { status })`, `...(isNew ? { status } : {})` */
function spreadObject(argument: Node): Node {
  const node = unwrapped(argument);
  if (node.type === 'LogicalExpression') return spreadObject(node.right);
  return node.type === 'ConditionalExpression' ? spreadObject(node.consequent) : node;
}

/** The spread of the row in an object: `{ ...row, status }`. */
function spreadOf(file: JavaScriptFile, read: RowRead, values: Node): Node | undefined {
  const node = unwrapped(values);
  if (node.type !== 'ObjectExpression') return undefined;
  return node.properties.find((one) => one.type === 'SpreadElement' && isRow(file, read, one.argument));
}

/** Whether a write by what tells the row is to the table that was read, and to the same row. */
function isSameRow(file: JavaScriptFile, read: RowRead, write: RowCall): boolean {
  const table = (call: RowCall) => call.table.replace(/^(?:tx|trx|manager|em)\./, '');
  if (read.from === 'function' ? !hasSameTable(read.call, write) : table(read.call) !== table(write)) return false;
  return isAboutRow(file, read, write.where);
}

/** A function in another file may call the same table by another receiver. */
export function hasSameTable(read: RowCall, write: RowCall): boolean {
  const last = (call: RowCall) => tableNameOf(call).toLowerCase();
  return read.dialect === write.dialect && last(read) === last(write);
}

/** What a table is called, without what it is a property of: `orders` of `this.orders`. */
export function tableNameOf({ table }: RowCall): string {
  return table.replace(/^.*[.#]/, '');
}

/** Whether what tells the row of a write mentions the row, or what the read was told by. */
function isAboutRow(file: JavaScriptFile, read: RowRead, where: readonly Node[]): boolean {
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
function hasSameOwner(file: JavaScriptFile, read: RowRead, write: CallNode): boolean {
  const owner = (call: Node) =>
    isCallNode(call) && isMemberNode(call.callee)
      ? file.text.slice(startOf(call.callee.object), endOf(call.callee.object))
      : '';
  return owner(read.node) !== '' && owner(read.node) === owner(write);
}

function isRow(file: JavaScriptFile, read: RowRead, node: Node): boolean {
  const inner = unwrapped(node);
  return inner.type === 'Identifier' && file.scopes.bindingOf(inner) === read.binding;
}

/** The member expression that a use of the row stands in, assertions left out: `row.c` of `(row as Order).c`. */
function outermost(file: JavaScriptFile, use: Node): Node {
  let node = use;
  for (let parent = file.parentOf(node); parent !== undefined; parent = file.parentOf(node)) {
    if (isMemberNode(parent) && parent.object === node) return parent;
    if (unwrapped(parent) === parent) return use;
    node = parent;
  }
  return use;
}

/** How the columns of a write come from the row, the strongest first. */
export function dependenceOf({ columns }: RowWrite): Dependence | undefined {
  return strongest(columns.map(({ dependence }) => dependence));
}

import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import {
  type CallNode,
  isCallNode,
  isFunctionNode,
  isMemberNode,
  keyName,
  propertyName,
} from '../../../src/languages/javascript/nodes.ts';
import { partOf, type RowCall } from '../../../src/languages/javascript/rows.ts';
import { closest, endOf, startOf, walk } from '../../../src/languages/javascript/walk.ts';
import { nameOf } from './changed-in-place.ts';
import type { RowRead } from './reads.ts';
import type { RowWrite } from './writes.ts';

/**
 * Whether something in sight keeps other writers away from a row between its read and a write, in whatever way.
 * @param vain the locks that do not.
 */
export function isProtected(file: JavaScriptFile, read: RowRead, write: RowWrite, vain: readonly Node[]): boolean {
  return (
    (locksItself(read.call) && !vain.includes(read.statement)) ||
    isComparedAndSet(file, read, write) ||
    mentionsLock(file, read, write, vain) ||
    isInSnapshot(file, read) ||
    isVersioned(file, read)
  );
}

/** A lock in the call that reads: an option, a chained call, or words of SQL. */
export function locksItself({ calls, module }: RowCall): boolean {
  let found = false;
  for (const call of calls) {
    if (isCallNode(call)) {
      if (isMemberNode(call.callee) && locking.test(propertyName(call.callee) ?? '')) found = true;
      for (const argument of call.arguments) found ||= mentions(argument);
    } else found ||= /\bfor\s+(?:no\s+key\s+)?update\b/i.test(module.text.slice(startOf(call), endOf(call)));
  }
  return found;
}

function mentions(argument: Node): boolean {
  let found = false;
  walk(argument, (node) => {
    const key = node.type === 'ObjectProperty' ? keyName(node.key, node.computed) : undefined;
    if (key !== undefined && /^(?:lock|lockMode|locked|forUpdate)$/.test(key)) found = true;
    if (node.type === 'StringLiteral' && /\bfor\s+update\b|^update$/i.test(node.value)) found = true;
    // Options that come from elsewhere may hold a lock.
    if (node.type === 'SpreadElement' && /[oO]ptions$/.test('name' in node.argument ? String(node.argument.name) : ''))
      found = true;
    return !found;
  });
  return found;
}

/** A lock, a mutex, or an isolation level that stands for one, in what runs before the write or around the read. */
function mentionsLock(
  { text, parentOf }: JavaScriptFile,
  read: RowRead,
  write: RowWrite,
  vain: readonly Node[],
): boolean {
  let outer: Node = read.fn;
  for (let node = parentOf(outer); node !== undefined; node = parentOf(node)) {
    if (isFunctionNode(node)) outer = node;
    if (isCallNode(node) && lockName.test(text.slice(startOf(node.callee), endOf(node.callee)))) return true;
    // `transaction(…, { isolationLevel: 'Serializable' })`
    if (
      isCallNode(node) &&
      node.arguments.some(
        (one) =>
          !isFunctionNode(one) && /serializable|repeatable[\s_]?read/i.test(text.slice(startOf(one), endOf(one))),
      )
    )
      return true;
  }
  let found = false;
  walk(outer, (node) => {
    if (found || startOf(node) > startOf(write.node) || vain.includes(node)) return false;
    if (isCallNode(node)) {
      const name = text.slice(startOf(node.callee), endOf(node.callee)).replace(/\([\s\S]*\)/g, '');
      if (lockName.test(name) || locking.test(name.replace(/^.*\./, ''))) found = true;
    } else if (node.type === 'StringLiteral' || node.type === 'TemplateElement') {
      const words = node.type === 'StringLiteral' ? node.value : node.value.raw;
      if (/\bfor\s+(?:no\s+key\s+)?update\b|\bget_lock\b|advisory|serializable|repeatable\s?read/i.test(words))
        found = true;
    } else if (
      isMemberNode(node) &&
      /^(?:LOCK|Serializable|SERIALIZABLE|RepeatableRead|REPEATABLE_READ|PESSIMISTIC_WRITE)$/.test(
        propertyName(node) ?? '',
      )
    )
      found = true;
    else if (node.type === 'ObjectProperty' && /^(?:lock|lockMode)$/.test(keyName(node.key, node.computed) ?? ''))
      found = true;
    return !found;
  });
  return found;
}

/** `where: { id, version: row.version }`, `.where('status', row.status)`: the write fails where the row has changed. */
function isComparedAndSet(file: JavaScriptFile, read: RowRead, { by }: RowWrite): boolean {
  if (typeof by === 'string' || 'ofRow' in by) return false;
  // `AND version = $3`, `AND balance >= $1`
  const { sql } = by;
  const tested = [...(sql?.sets.map(({ column }) => column) ?? []), 'version', 'lock_version', 'etag', 'rev(?:ision)?'];
  if (sql && new RegExp(`\\b(?:${tested.join('|')})\\b`, 'i').test(sql.condition)) return true;
  let found = false;
  for (const where of by.where) {
    walk(where, (node) => {
      if (!isMemberNode(node) || node.object.type !== 'Identifier') return;
      if (file.scopes.bindingOf(node.object) !== read.binding) return;
      if (!isKeyColumn.test(propertyName(node) ?? '')) found = true;
    });
    // A condition on what is written is a guard of its own: `balance: { gte: amount }`.
    walk(where, (node) => {
      const key = node.type === 'ObjectProperty' ? keyName(node.key, node.computed) : undefined;
      if (key !== undefined && /^(?:version|_?rev(?:ision)?|etag|lockVersion)$/i.test(key)) found = true;
    });
  }
  return found;
}

/** What tells a row, and never changes. */
export const isKeyColumn = /(?:^_?(?:id|uid|uuid|key|slug|pk|code)$|Id$|_id$|Uid$|Uuid$)/;

/** A transaction of a database without row locks, where the second of two writers of a row fails. */
function isInSnapshot(file: JavaScriptFile, { call: { dialect }, node, statement, fn }: RowRead): boolean {
  const { text } = file;
  if (!dialect.insteadOfLocks || !/\bsession\b/.test(text.slice(startOf(statement), endOf(statement)))) return false;
  const isBegun = /\bstartTransaction\s*\(/.test(text.slice(startOf(fn), startOf(statement)));
  const isInside = (one: Node): one is CallNode => isCallNode(one) && /[tT]ransaction$/.test(nameOf(one.callee));
  return isBegun || closest(node, file.parentOf, isInside) !== undefined;
}

/** A model whose own version column makes a stale write fail. */
function isVersioned(file: JavaScriptFile, { call }: RowRead): boolean {
  const { versioned } = call.pattern;
  if (!versioned) return false;
  const { table } = call.pattern;
  const named = typeof table === 'object' && !('chained' in table) ? partOf(table, call.calls[0]) : undefined;
  const models = [call.receiver, ...(named ? [named] : [])];
  const defined = models.flatMap((node) => file.definitionsOf({ module: call.module, node }));
  return [file.module, ...defined].some((place) => versioned.test('module' in place ? place.module.text : place.text));
}

const locking = /^(?:forUpdate|forNoKeyUpdate|forShare|setLock|lockForUpdate|useTransactionLock)$/;
/** `block` and `clock` are no locks; a `lock` may be. */
const lockName =
  /(?:^|[^a-zA-Z])(?:with|acquire|try|take|get|redis|dist\w*|row)?_?(?:[lL]ock(?!ed\b|s?out)|[rR]edlock|[mM]utex|[sS]emaphore|[aA]dvisory|runExclusive|blockConcurrencyWhile)|[a-z](?:Lock(?!ed\b|s?out)|Mutex|Semaphore|Advisory|Exclusive)(?![a-z])/;

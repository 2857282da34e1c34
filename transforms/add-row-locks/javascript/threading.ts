import type { Node, TaggedTemplateExpression } from '@babel/types';
import type { LocalEdit } from '../../../src/languages/javascript/copies.ts';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { lineEndOf } from '../../../src/languages/javascript/layout.ts';
import {
  type CallNode,
  isCallNode,
  isMemberNode,
  keyName,
  propertyName,
  unwrapped,
} from '../../../src/languages/javascript/nodes.ts';
import { propertyOf, type RowCall } from '../../../src/languages/javascript/rows.ts';
import { endOf, startOf } from '../../../src/languages/javascript/walk.ts';
import type { Locking, Threading } from '../../../src/model/row-patterns.ts';

/** A call of a library that is to run in a transaction. */
export interface Threaded {
  readonly call: CallNode | TaggedTemplateExpression;
  /** That call, and those that are chained to it. */
  readonly chain: readonly Node[];
  readonly threads: Threading | undefined;
  /** What the call is made on, where that is to be replaced. */
  readonly receiver?: Node | undefined;
  /** Whether it is known to ask the database, and to be over only when it has answered. */
  readonly isQuery?: boolean;
}

/** How a read is locked: `isThreaded` where it runs in the transaction already; `imported`, what its lock is spelled with. */
interface Lock {
  readonly row: RowCall;
  readonly isThreaded: boolean;
  readonly imported: string;
}

/**
 * Puts a call into a transaction, and locks what it reads.
 * @param step how much further in the lines are moved.
 * @returns undefined where the call is not spelled so that it can be.
 */
export function threadEdits(
  file: JavaScriptFile,
  { call, threads, receiver }: Omit<Threaded, 'chain'>,
  handle: string,
  step: string,
  lock?: Lock,
): LocalEdit[] | undefined {
  const edits: LocalEdit[] = [];
  const options = new Map<number, { key: string; value: string }[]>();
  const option = (argument: number, key: string, value: string) =>
    options.set(argument, [...(options.get(argument) ?? []), { key, value: filled(value, handle) }]);
  if (!lock?.isThreaded) {
    if (!threads) return undefined;
    if ('carried' in threads) return edits;
    if ('receiver' in threads) {
      if (!receiver) return undefined;
      const maker = makerOf(threads, receiver);
      const replaced = maker ?? receiver;
      const text = maker ? handle : filled(threads.receiver, handle).replace('{receiver}', textOf(file, receiver));
      if (text !== textOf(file, replaced)) edits.push({ start: startOf(replaced), end: endOf(replaced), text });
    } else if ('option' in threads) option(threads.argument, threads.option, handle);
    else {
      if (!isCallNode(call) || call.arguments.length > 0) return undefined;
      const at = endOf(call) - 1;
      edits.push({ start: at, end: at, text: filled(threads.given, handle) });
    }
  }
  const locking = lock?.row.pattern.locks;
  if (lock && locking) {
    if ('option' in locking) {
      if (locking.wraps) return wrapped(call, locking, handle, edits);
      option(locking.argument, locking.option, locking.value.replace('{imported}', lock.imported));
    } else if ('chained' in locking) edits.push(chainedLock(file, lock.row, locking.code, step));
    else if ('sql' in locking) edits.push(...sqlLock(file, lock.row, locking.sql));
  }
  for (const [argument, added] of options) {
    const edit = isCallNode(call) ? optionsEdit(file, call, argument, added, step) : undefined;
    if (!edit) return undefined;
    edits.push(edit);
  }
  return edits;
}

/** What makes a receiver in place, and opens transactions itself: `source` of `source.getRepository(Account)`. */
export function makerOf(threads: Threading, receiver: Node): Node | undefined {
  const made = unwrapped(receiver);
  if (!('receiver' in threads) || !isCallNode(made) || !isMemberNode(made.callee)) return undefined;
  return propertyName(made.callee) === threads.madeBy ? made.callee.object : undefined;
}

function filled(text: string, handle: string): string {
  return text.replaceAll('{handle}', handle);
}

const textOf = (file: JavaScriptFile, node: Node): string => file.text.slice(startOf(node), endOf(node));

/** `findOneBy(where)` becomes `findOne({ where, lock })`. */
function wrapped(
  call: Node,
  { wraps, option, argument, value }: Extract<Locking, { option: string }>,
  handle: string,
  edits: LocalEdit[],
): LocalEdit[] | undefined {
  if (!isCallNode(call) || !isMemberNode(call.callee) || call.arguments.length !== argument + 1 || !wraps)
    return undefined;
  const given = call.arguments[argument];
  if (!given) return undefined;
  const { property } = call.callee;
  const start = startOf(given);
  const end = endOf(given);
  const isShort = given.type === 'Identifier' && given.name === wraps.as;
  return [
    ...edits,
    { start: startOf(property), end: endOf(property), text: wraps.method },
    { start, end: start, text: isShort ? '{ ' : `{ ${wraps.as}: ` },
    { start: end, end, text: `, ${option}: ${filled(value, handle)} }` },
  ];
}

/** At the end of the text, in its own case; before a semicolon and the blanks that end it. */
function sqlLock(file: JavaScriptFile, { sql }: RowCall, words: string): LocalEdit[] {
  if (!sql) return [];
  const last = sql.text.type === 'TemplateLiteral' ? sql.text.quasis.at(-1) : undefined;
  const start = last ? startOf(last) : startOf(sql.text) + 1;
  const end = last ? endOf(last) : endOf(sql.text) - 1;
  const at = start + file.text.slice(start, end).replace(/\s*;?\s*$/, '').length;
  const isLower = /^.\s*select\b/.test(textOf(file, sql.text));
  return [{ start: at, end: at, text: ` ${isLower ? words.toLowerCase() : words}` }];
}

/** Before the call that ends the chain, on a line of its own where that has one. */
function chainedLock(file: JavaScriptFile, { calls, whole, pattern }: RowCall, code: string, step: string): LocalEdit {
  const last = calls.at(-1);
  const callee = last && isCallNode(last) && isMemberNode(last.callee) ? last.callee : undefined;
  if (!callee || !pattern.endsChain?.includes(propertyName(callee) ?? ''))
    return { start: endOf(whole), end: endOf(whole), text: code };
  const at = endOf(callee.object);
  const gap = /^\s*\n\s*/.exec(file.text.slice(at))?.[0] ?? '';
  return { start: at, end: at, text: gap ? `${gap}${step}${code}` : code };
}

function optionsEdit(
  file: JavaScriptFile,
  call: CallNode,
  place: number,
  added: readonly { key: string; value: string }[],
  step: string,
): LocalEdit | undefined {
  const code = added.map(({ key, value }) => (key === value ? key : `${key}: ${value}`)).join(', ');
  const given = call.arguments[place];
  if (!given) {
    if (call.arguments.length !== place || call.arguments.some(({ type }) => type === 'SpreadElement'))
      return undefined;
    const last = call.arguments.at(-1);
    const at = last ? endOf(last) : endOf(call) - 1;
    return { start: at, end: at, text: `${last ? ', ' : ''}{ ${code} }` };
  }
  const object = unwrapped(given);
  if (object.type !== 'ObjectExpression' || added.some(({ key }) => propertyOf(object, key) !== undefined))
    return undefined;
  if (object.properties.some((one) => one.type === 'SpreadElement' || keyName(one.key, one.computed) === undefined))
    return undefined;
  const last = object.properties.at(-1);
  if (!last) return { start: startOf(object), end: endOf(object), text: `{ ${code} }` };
  const between = file.text.slice(file.text.lastIndexOf('\n', startOf(last)) + 1, startOf(last));
  const isOwnLine = between.trim() === '' && startOf(object) < startOf(last) - between.length;
  const lineEnd = lineEndOf(file.text);
  const text = isOwnLine
    ? added.map(({ key, value }) => `,${lineEnd}${between}${step}${key === value ? key : `${key}: ${value}`}`).join('')
    : `, ${code}`;
  return { start: endOf(last), end: endOf(last), text };
}

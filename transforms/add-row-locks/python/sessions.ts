import type { PythonFile } from '../../../src/languages/python/file.ts';
import { isWithin, named, type PythonNode } from '../../../src/languages/python/node.ts';
import { walk } from '../../../src/languages/python/walk.ts';
import type { ChainLock } from '../../../src/model/row-patterns.ts';
import type { Cure } from './cures.ts';
import type { Held } from './held.ts';
import { filled, lockedRead } from './lock.ts';
import { isUsedBehind, keyColumn, lockedLoop } from './loops.ts';
import type { PythonCode } from './refusals.ts';
import type { Region } from './regions.ts';
import { behaviourOf, type Judged, joinedSaid } from './wording.ts';

/** The cure of a row that its session writes: reading begins the transaction already, so that only the lock is missing. */
export function sessionCure(file: PythonFile, judged: Judged, region: Region, lock: ChainLock): Cure | PythonCode {
  const { held, changes } = judged;
  const { saves } = held;
  if (held.origin === 'loop') return ofLoop(file, judged, region, lock);
  if (saves.some(({ call }) => changes.some(({ node }) => call.start < node.start))) return 'transaction-without-lock';
  const edit = lockedRead(file, held, lock);
  return typeof edit === 'string' ? edit : { edits: [edit], behaviour: behaviourOf(judged, false) };
}

/** A loop over rows, each of which the loop commits. */
function ofLoop(file: PythonFile, judged: Judged, region: Region, lock: ChainLock): Cure | PythonCode {
  const { held } = judged;
  const [only, ...others] = held.saves;
  if (only === undefined || others.length > 0 || isEnded(file, held)) return 'rows-read-together';
  if (isUsedBehind(held) || !isLast(only.call, held.read)) return 'rows-read-together';
  const edits = lockedLoop(file, held, region, lock, '');
  return typeof edits === 'string' ? edits : { edits, behaviour: behaviourOf(judged, true) };
}

/** Whether the commit ends every round of the loop, so that no round keeps its lock. */
function isLast(commit: PythonNode, loop: PythonNode): boolean {
  const body = loop.children.find(({ field }) => field === 'body');
  const last = body && named(body).at(-1);
  const leaves = /^(?:continue|break|return|raise|try|for|while)_statement$/;
  return (
    body !== undefined &&
    last?.type === 'expression_statement' &&
    isWithin(commit, last) &&
    ![...walk(body)].some(({ type }) => leaves.test(type))
  );
}

/** Whether the loop gives up its transaction, or ends it in another way. */
function isEnded(file: PythonFile, { read }: Held): boolean {
  return /\.(?:rollback|close|begin|begin_nested|expire_all|expunge)\(/.test(file.textOf(read));
}

/** Whether one transaction writes all rows of a loop. */
export function isTogether({ chain, origin, saves, read }: Held): boolean {
  return (
    chain.written.by === 'session' &&
    origin === 'loop' &&
    saves.every(({ call }) => call.type === 'end' || !isWithin(call, read))
  );
}

/** One query that locks all its rows, in an order that is the same everywhere. */
export function lockedTogether(file: PythonFile, judged: Judged, lock: ChainLock): Cure | PythonCode {
  const { held, slow, joined } = judged;
  const rows = held.site?.rows;
  const model = rows?.model;
  const column = lock.loop && keyColumn(file, held, lock.loop);
  if ([...walk(held.read)].some(({ type }) => type === 'yield')) return 'yields-between';
  if (held.saves.length > 1 || isEnded(file, held) || slow.some(({ isRemote }) => isRemote))
    return 'rows-read-together';
  if (rows === undefined || model === undefined || column === undefined) return 'rows-read-together';
  if (lock.loop?.ordered === undefined) return 'rows-read-together';
  const order = filled(lock.loop.ordered, { model: file.textOf(model), column });
  const text = file.text.slice(rows.asked.end, rows.steps.at(-1)?.call.end);
  const isOrdered = text.replace(/\s/g, '').includes(order);
  // Ordered otherwise, or some of the rows: another order is another result.
  if (!isOrdered && /\.\s*(?:order_by|limit|offset|slice)\(/.test(text)) return 'rows-read-together';
  const edit = lockedRead(file, held, lock);
  if (typeof edit === 'string') return edit;
  return {
    edits: [{ ...edit, text: `${isOrdered ? '' : order}${edit.text}` }],
    behaviour: `All rows of the query are locked, in the order of their keys, until the transaction ends.${[...joinedSaid(joined), ...over(slow)].map((one) => ` ${one}`).join('')}`,
  };
}

function over(slow: Judged['slow']): string[] {
  const names = [...new Set(slow.map(({ name }) => `\`${name}(…)\``))].slice(0, 4);
  return names.length === 0 ? [] : [`The locks are held over ${names.join(', ')}.`];
}

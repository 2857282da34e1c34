import type { PythonFile } from '../../../src/languages/python/file.ts';
import { indentOf, lineStartOf, newlineOf } from '../../../src/languages/python/lines.ts';
import type { PythonNode } from '../../../src/languages/python/node.ts';
import type { ChainLock } from '../../../src/model/row-patterns.ts';
import type { Cure } from './cures.ts';
import { keyColumn } from './loops.ts';
import { behaviourOf, type Hoisted, readAgain } from './outside.ts';
import type { PythonCode } from './refusals.ts';
import type { Judged } from './wording.ts';

/** A remote call on a row that was read, and what stands behind it. */
interface Asked {
  readonly asking: PythonNode;
  readonly after: readonly PythonNode[];
  /** The columns that the call depends on. */
  readonly seen: readonly string[];
  readonly kept: Hoisted | undefined;
}

/**
 * Locks and reads a row again behind a remote call, where its session holds one object for it: what the call was given of
 * it cannot be compared with what is read then, so that the call must depend on its key alone.
 */
export function askedBehind(
  file: PythonFile,
  judged: Judged,
  { asking, after, seen, kept }: Asked,
  lock: ChainLock,
): Cure | PythonCode {
  const { held } = judged;
  const { path, text } = file;
  const [first] = after;
  const key = lock.loop && keyColumn(file, held, lock.loop);
  const indent = first && indentOf(text, first.start);
  if (first === undefined || indent === undefined || held.origin !== 'one') return 'remote-call-between';
  if (seen.some((column) => column !== key)) return 'remote-call-between';
  const read = readAgain(file, judged, lock);
  if (typeof read === 'string') return read;
  const newline = newlineOf(text);
  const start = lineStartOf(text, first.start);
  const lines = [`${held.binding.name} = ${read.code}`, ...(kept ? [kept.line] : [])];
  return {
    edits: [
      ...(kept ? [{ path, start: asking.start, end: asking.end, text: kept.call }] : []),
      { path, start, end: start, text: lines.map((line) => `${indent}${line}${newline}`).join('') },
    ],
    behaviour: behaviourOf(judged, []),
  };
}

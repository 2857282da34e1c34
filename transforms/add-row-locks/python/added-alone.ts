import { statementAround } from '../../../src/languages/python/completion.ts';
import type { PythonFile } from '../../../src/languages/python/file.ts';
import { child, isWithin, type PythonNode } from '../../../src/languages/python/node.ts';
import { isTestedForNone } from './atomic.ts';
import type { Change } from './changes.ts';
import type { Held } from './held.ts';

/**
 * Whether all that a function does with a row is to add to its columns: where it tests it, hands it on, or computes with
 * it besides, that may depend on the old value, and an update that the database computes would leave it undecided.
 */
export function isAddedAlone(file: PythonFile, { binding, chain, saves }: Held, changes: readonly Change[]): boolean {
  const keys = chain.written.by === 'row' ? chain.written.key : [];
  const last = saves.at(-1)?.call.end ?? 0;
  return (
    changes.every(({ how }) => how === 'added') &&
    binding.reads.every((read) => isOwn(read) || (read.start > last ? isIndifferent(read) : isTestedForNone(read)))
  );

  /** A part of the addition or of the write, a target, or the key. */
  function isOwn(read: PythonNode): boolean {
    if (saves.some(({ call }) => isWithin(read, call))) return true;
    const column = columnOf(read);
    if (column === undefined) return false;
    const isTarget = read.parent?.parent?.type === 'assignment' && read.parent.field === 'left';
    if (isTarget || keys.includes(column)) return true;
    return changes.some((change) => change.column === column && isWithin(read, statementAround(change.node)));
  }

  /** Behind the write, what is not given the new value. */
  function isIndifferent(read: PythonNode): boolean {
    const column = columnOf(read);
    if (column === undefined) return read.parent?.type === 'return_statement' || isTestedForNone(read);
    if (changes.some((change) => change.column === column)) return false;
    return read.parent?.field !== 'function' || column === 'refresh_from_db';
  }

  function columnOf({ parent, field }: PythonNode): string | undefined {
    const name = parent?.type === 'attribute' && field === 'object' ? child(parent, 'attribute') : undefined;
    return name && file.textOf(name);
  }
}

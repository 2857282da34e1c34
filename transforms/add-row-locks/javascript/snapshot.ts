import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { startOf } from '../../../src/languages/javascript/walk.ts';
import type { RowLock } from '../../../src/model/row-patterns.ts';
import type { RowRead } from './reads.ts';
import { schemaAround } from './schema.ts';
import { isByStatement } from './statement.ts';
import type { RowWrite } from './writes.ts';

/**
 * Whether a row would be read as it was before its lock: by a read that does not lock itself, in a transaction that has
 * read before, of a database that keeps to its first read. A save that reads first to see what has changed is such a read.
 * @param begun where the transaction has begun.
 */
export function isSnapshot(
  file: JavaScriptFile,
  read: RowRead,
  writes: readonly RowWrite[],
  begun: number,
  { readsSnapshot, ...rowLock }: RowLock,
): boolean {
  const isComparing = ({ by }: RowWrite) =>
    typeof by === 'object' && 'pattern' in by && by.pattern.writesWhole === true;
  if (!readsSnapshot || !(isByStatement(read) || writes.some(isComparing))) return false;
  const isLater = /\bawait\b/.test(file.text.slice(begun, startOf(read.statement)));
  const { schema, drivers = [] } = readsSnapshot;
  const isTold = schema?.test(schemaAround(file, rowLock) ?? '') === true;
  return isLater && (isTold || drivers.some((one) => file.dependsOn(one)));
}

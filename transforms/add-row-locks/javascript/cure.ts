import type { LocalEdit } from '../../../src/languages/javascript/copies.ts';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { indentationAt, lineEndOf } from '../../../src/languages/javascript/layout.ts';
import { endOf, startOf } from '../../../src/languages/javascript/walk.ts';
import type { Choices } from '../../../src/model/configuration.ts';
import type { RowLock } from '../../../src/model/row-patterns.ts';
import type { Edit } from '../../../src/model/source.ts';
import { type Around, makerBehind, transactionAround } from './around.ts';
import { connectionOf, handleNameFor, importedFor } from './connection.ts';
import type { Crossing } from './crossing.ts';
import { forgottenSaid } from './forgotten.ts';
import { threadedIn } from './inside.ts';
import { isJoined } from './joins.ts';
import { callsInside, isAwaitedHere, isLeftOutOnPurpose } from './obstacles.ts';
import { behindRemoteCalls, readAgain, readTwice } from './outside.ts';
import type { RowRead } from './reads.ts';
import type { Code } from './refusals.ts';
import { regionOf } from './region.ts';
import { hasSameTable, isAboutRow, isOneObject } from './same-row.ts';
import { schemaAround } from './schema.ts';
import { settledBy } from './settled.ts';
import { isSnapshot } from './snapshot.ts';
import { isByStatement, statementFor } from './statement.ts';
import { threadEdits } from './threading.ts';
import { handOpenedEdits, stepIn, wrapEdits } from './wrap.ts';
import type { RowWrite } from './writes.ts';

/** What cures a lost update: edits, and what the lock is held over. */
export interface Cure {
  readonly edits: readonly Edit[];
  /** What will behave differently. */
  readonly behaviour: string;
}

/**
 * A lock, the read under it and the writes, in one transaction.
 * @param writes all writes of the row, in the order of the text.
 * @param crossing how the lines lie to those of other rows.
 * @returns the code that says why it cannot be written here.
 */
export function lockFor(
  file: JavaScriptFile,
  read: RowRead,
  writes: readonly RowWrite[],
  crossing: Crossing,
  choices: Choices,
): Cure | Code {
  const { call, binding } = read;
  const { locks } = call.pattern;
  const rowLock = call.dialect.writes?.rowLock;
  if (isLeftOutOnPurpose(file, read)) return 'removed-on-purpose';
  if (!rowLock || lacksLocks(file, rowLock)) return 'no-row-locks';
  if (read.from === 'function' || call.module !== file.module) return 'read-elsewhere';
  if (binding.writes.length > 1) return 'created-when-missing';
  if (read.from === 'each') return 'rows-listed';
  if (!locks || call.sql?.isLockable === false) return 'query-not-lockable';
  if (isJoined(file, call, rowLock)) return 'query-not-lockable';
  const imported = importedFor(file, rowLock);
  if (!imported) return 'options-made-elsewhere';
  const around = transactionAround(file, read, writes);
  if (crossing === 'across' || (crossing === 'read-in-order' && typeof around !== 'object'))
    return 'rows-written-across';
  if (typeof around === 'string') return around;
  const cure = around
    ? lockOnly(file, read, writes, around, rowLock, imported.code)
    : inTransaction(file, read, writes, rowLock, imported.code, choices);
  if (typeof cure === 'string') return cure;
  return { ...cure, edits: [...imported.edits.map((edit) => ({ ...edit, path: file.path })), ...cure.edits] };
}

/** A transaction around the lines from the read to the last write. */
function inTransaction(
  file: JavaScriptFile,
  read: RowRead,
  writes: readonly RowWrite[],
  rowLock: RowLock,
  imported: string,
  choices: Choices,
): Cure | Code {
  const { call } = read;
  const whole = regionOf(file, read, writes);
  if (typeof whole === 'string') return whole;
  const isOutside = choices.locks?.remoteCalls === 'outside' && typeof rowLock.code === 'string';
  const behind = isOutside ? behindRemoteCalls(file, read, writes, whole) : undefined;
  const region = behind?.region ?? whole;
  const threaded = threadedIn(file, region, call);
  const settled = threaded.flatMap((one) => (one.isQuery ? settledBy(file, one.call) : []));
  if (settled.includes('left')) return 'query-not-awaited';
  if (settled.includes('caught')) return 'query-error-caught';
  const handle = handleNameFor(file, read.fn, call, rowLock);
  const inside = callsInside(file, read, region, writes, new Set(threaded.flatMap((one) => one.chain)), choices);
  if (typeof inside === 'string') return inside;
  const step = stepIn(file, region);
  const edits: LocalEdit[] = [];
  for (const one of threaded) {
    const isRead = one.call === call.calls[0];
    const made = threadEdits(file, one, handle, step, isRead ? { row: call, isThreaded: false, imported } : undefined);
    if (!made) return 'options-made-elsewhere';
    edits.push(...made);
  }
  const connection = connectionOf(file, call, rowLock);
  const { code } = rowLock;
  if (typeof code !== 'string') {
    // A return before the commit would give the connection back with the transaction open.
    if (region.isLeft) return 'control-flow-leaves';
    if (threaded.some((one) => !isAwaitedHere(file, one.chain.at(-1) ?? one.call))) return 'other-connection';
    const opened = handOpenedEdits(file, region, code, { connection, handle });
    return opened ? cureOf(file, [...edits, ...opened], inside.remote) : 'row-used-after';
  }
  const statement = isByStatement(read) ? statementFor(file, call, rowLock, handle) : '';
  if (typeof statement !== 'string') return statement.refusal;
  const again = behind ? readAgain(file, read, behind, handle, step, imported) : [];
  if (!again) return 'options-made-elsewhere';
  const before = [statement, ...again].filter((one) => one !== '');
  edits.push(...wrapEdits(file, region, { code, connection, handle, before }));
  const cure = cureOf(file, edits, inside.remote);
  const behaviour = cure.behaviour + forgottenSaid(file, region, read);
  return { ...cure, behaviour: behind ? `${behaviour} ${readTwice}` : behaviour };
}

/** The lock alone, in a transaction that is there. */
function lockOnly(
  file: JavaScriptFile,
  read: RowRead,
  writes: readonly RowWrite[],
  { handle, begun }: Around,
  rowLock: RowLock,
  imported: string,
): Cure | Code {
  const { call } = read;
  const [first] = call.calls;
  const spelled = (handle ?? '').replace(/[$.#]/g, '\\$&');
  const isMade = (by: RowWrite['by']) => {
    const owner =
      typeof by === 'object' && 'receiver' in by ? makerBehind(file, by.receiver, by.pattern.threads) : undefined;
    return owner !== undefined && new RegExp(`^${spelled}\\b`).test(file.text.slice(startOf(owner), endOf(owner)));
  };
  const isThreaded = ({ node, by }: RowWrite) =>
    handle === undefined ||
    isMade(by) ||
    by === 'transaction' ||
    (typeof by === 'object' && 'ofRow' in by && by.threads !== undefined && 'carried' in by.threads) ||
    new RegExp(`(?:^|[^\\w$.])${spelled}\\b`).test(file.text.slice(startOf(node), endOf(node)));
  // A read that locks gives the newest row, whatever was read before it; but what the program has changed it keeps.
  const isOld = isOneObject(read) && isReadBefore(file, read, begun);
  if (!first || !writes.every(isThreaded) || isOld || isSnapshot(file, read, writes, begun, rowLock))
    return 'transaction-without-lock';
  if (isByStatement(read)) {
    const statement = statementFor(file, call, rowLock, handle ?? '');
    if (typeof statement !== 'string') return statement.refusal;
    const at = startOf(read.statement);
    const indentation = indentationAt(file.text, at);
    const lineEnd = lineEndOf(file.text);
    const semicolon = file.text[endOf(read.statement) - 1] === ';' ? ';' : '';
    return cureOf(file, [{ start: at, end: at, text: `${statement}${semicolon}${lineEnd}${indentation}` }]);
  }
  const lock = { row: call, isThreaded: true, imported };
  const edits = threadEdits(file, { call: first, threads: undefined }, handle ?? '', '', lock);
  return edits ? cureOf(file, edits) : 'options-made-elsewhere';
}

/** Whether the transaction has read the row before, by another call. */
function isReadBefore(file: JavaScriptFile, read: RowRead, begun: number): boolean {
  return file
    .rowCalls()
    .some(
      (one) =>
        startOf(one.whole) >= begun &&
        endOf(one.whole) < startOf(read.statement) &&
        hasSameTable(read.call, one) &&
        isAboutRow(file, read, one.where),
    );
}

function cureOf(file: JavaScriptFile, edits: readonly LocalEdit[], remote: readonly string[] = []): Cure {
  const over = [...new Set(remote)].map((name) => `\`${name}\``).join(', ');
  const behaviour = `Other writers of the row that take the lock wait until the transaction has ended${over && `; it is held while ${over} is called`}. An error on the way undoes all writes since the read.`;
  return { edits: edits.map((edit) => ({ ...edit, path: file.path })), behaviour };
}

/** Whether the project says that its database, or one that it can run on, has no row locks. */
function lacksLocks(file: JavaScriptFile, rowLock: RowLock): boolean {
  const { hasLocks, lockless = [] } = rowLock;
  const text = schemaAround(file, rowLock);
  if (text !== undefined) return hasLocks?.(text) === false;
  return lockless.some((name) => file.dependsOn(name));
}

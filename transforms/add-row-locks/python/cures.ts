import type { PythonFile } from '../../../src/languages/python/file.ts';
import type { Locks } from '../../../src/model/configuration.ts';
import type { Edit } from '../../../src/model/source.ts';
import { atomicWrite } from './atomic.ts';
import { isRouted, lacksLocks } from './database.ts';
import { joinsOthers } from './joins.ts';
import { lockedRead, openedBy, wrapped } from './lock.ts';
import { isLockMissed } from './locks.ts';
import { isUsedBehind, lockedLoop } from './loops.ts';
import { lockedBehind } from './outside.ts';
import type { PythonCode } from './refusals.ts';
import { obstacleIn, regionOf } from './regions.ts';
import { isTogether, lockedTogether, sessionCure } from './sessions.ts';
import { isChangedBefore } from './stale.ts';
import { standingOf } from './transactions.ts';
import { behaviourOf, type Judged } from './wording.ts';

/** Edits, and what will behave differently with them. */
export interface Cure {
  readonly edits: readonly Edit[];
  readonly behaviour: string;
}

/** The cure of one row, or why there is none. */
export function cureOf(file: PythonFile, judged: Judged, choices: Locks): Cure | PythonCode {
  const { held, changes } = judged;
  const { origin, dialect, chain } = held;
  const lock = dialect.writes?.rowLock;
  const [worst] = changes;
  if (lock === undefined) return 'no-row-locks';
  if (isLeftOut(file, judged)) return 'removed-on-purpose';
  if (lacksLocks(file, lock)) return 'no-row-locks';
  if (judged.earlier !== undefined) return 'lock-after-read';
  const missed = isLockMissed(file, held);
  if (missed !== undefined) return missed;
  if (choices.prefer !== 'lock' && worst?.how === 'tested') return 'conditional-write-fits';
  if (choices.prefer !== 'lock' && worst?.how === 'set') return 'column-write-fits';
  if (origin === 'parameter' || origin === 'self')
    return changes.every(({ how }) => how === 'added') ? 'atomic-write-fits' : 'row-from-caller';
  if (origin === 'made') return 'created-when-missing';
  if (origin === 'several') return 'read-in-several-places';
  if (origin === 'helper') return 'read-elsewhere';
  if (/\basync\b/.test(file.text.slice(held.callable.start, held.callable.start + 6))) return 'in-async-function';
  if (isRouted(file, lock)) return 'database-routed';
  if (choices.prefer === 'atomic' && origin === 'one') {
    const atomic = atomicWrite(file, judged, lock);
    if (atomic !== undefined) return atomic;
  }
  const standing = standingOf(file, held);
  if (standing === 'outside-task') return 'transaction-outside-task';
  if (standing === 'begins-between' || standing === 'ends-between') return 'transaction-without-lock';
  const isOutside = choices.remoteCalls === 'outside' && judged.over.some(({ isRemote }) => isRemote);
  if (isOutside && (standing !== 'none' || chain.written.by === 'session')) return 'remote-call-between';
  if (chain.written.by === 'session' && isChangedBefore(file, held)) return 'changed-before-reading';
  if (isTogether(held)) return lockedTogether(file, judged, lock);
  const region = regionOf(file, held);
  if (region === undefined) return 'read-in-several-places';
  if (isOutside) {
    const isJoined = joinsOthers(file, held, lock, origin === 'loop' ? ['order_by', 'select_related'] : []);
    return isJoined ? 'query-not-lockable' : lockedBehind(file, judged, region, lock);
  }
  const obstacle = obstacleIn(file, held, region);
  if (obstacle !== undefined && !(standing === 'holds-both' && obstacle === 'leaves-before-commit')) return obstacle;
  if (chain.written.by === 'session') return sessionCure(file, judged, region, lock);
  if (origin === 'loop') {
    if (standing === 'holds-both') return 'outer-transaction';
    if (isUsedBehind(held)) return 'rows-read-together';
    if (joinsOthers(file, held, lock, ['order_by', 'select_related'])) return 'query-not-lockable';
    const opened = openedBy(file, held, lock);
    if (typeof opened === 'string') return opened;
    const edits = lockedLoop(file, held, region, lock, opened.code);
    return typeof edits === 'string'
      ? edits
      : { edits: [...opened.edits, ...edits], behaviour: behaviourOf(judged, true) };
  }
  if (joinsOthers(file, held, lock, [])) return 'query-not-lockable';
  const read = lockedRead(file, held, lock);
  if (typeof read === 'string') return read;
  if (standing === 'holds-both') return { edits: [read], behaviour: behaviourOf(judged, false) };
  const opened = openedBy(file, held, lock);
  if (typeof opened === 'string') return opened;
  return {
    edits: [...opened.edits, ...wrapped(file, region, '', opened.code), read],
    behaviour: behaviourOf(judged, true),
  };
}

/** Whether a comment in the function says that there is to be no lock. */
function isLeftOut(file: PythonFile, { held }: Judged): boolean {
  const { start, end } = held.callable;
  const block = file.comments
    .filter((one) => one.start >= start && one.end <= end)
    .map((one) => file.text.slice(one.start + 1, one.end).trim())
    .join(' ');
  return /\b(?:no|without|removed?|dropped|avoid\w*|don'?t|do not|never|instead of|not)\s[^.]{0,40}\b(?:row )?(?:locks?|locking|select_for_update|with_for_update|for_update|for update)\b/i.test(
    block,
  );
}

import type { PythonFile } from '../../../src/languages/python/file.ts';
import type { Locks } from '../../../src/model/configuration.ts';
import type { ChainLock } from '../../../src/model/row-patterns.ts';
import type { Edit } from '../../../src/model/source.ts';
import { isAddedAlone } from './added-alone.ts';
import { atomicWrite } from './atomic.ts';
import { countedUpdate } from './counted.ts';
import { lacksLocks, routedIn } from './database.ts';
import type { Held } from './held.ts';
import { joinsOthers } from './joins.ts';
import { isLeftOut } from './left-out.ts';
import { lockedRead, openedBy, wrapped } from './lock.ts';
import { isLockMissed } from './locks.ts';
import { loneWrite } from './lone.ts';
import { isUsedBehind, lockedLoop } from './loops.ts';
import { isMadeOnce } from './made-once.ts';
import { lockedBehind } from './outside.ts';
import type { PythonCode } from './refusals.ts';
import { obstacleIn, regionOf } from './regions.ts';
import { isTogether, lockedTogether, sessionCure } from './sessions.ts';
import { isChangedBefore } from './stale.ts';
import { isRequested, standingOf } from './transactions.ts';
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
  if (isLeftOut(file, held)) return 'removed-on-purpose';
  const missed = judged.earlier === undefined ? isLockMissed(file, held) : 'lock-after-read';
  const smaller = missed === undefined ? smallerCure(file, judged, lock, choices) : undefined;
  if (smaller !== undefined) return smaller;
  if (lacksLocks(file, lock)) return 'no-row-locks';
  if (missed !== undefined) return missed;
  if (choices.prefer !== 'lock' && worst?.how === 'tested') return 'conditional-write-fits';
  if (choices.prefer !== 'lock' && worst?.how === 'set') return 'column-write-fits';
  if (origin === 'parameter' || origin === 'self')
    return isAddedAlone(file, held, changes) ? 'atomic-write-fits' : 'row-from-caller';
  if (origin === 'made' && !isMadeOnce(file, held, lock)) return 'created-when-missing';
  if (origin === 'several') return 'read-in-several-places';
  if (origin === 'helper') return 'read-elsewhere';
  if (isAsync(file, held)) return 'in-async-function';
  const standing = standingOf(file, held);
  if (standing === 'outside-task') return 'transaction-outside-task';
  if (standing === 'begins-between' || standing === 'ends-between') return 'transaction-without-lock';
  if (standing === 'holds-both' && isElsewhere(file, held, lock)) return 'database-routed';
  const isOutside = choices.remoteCalls === 'outside' && judged.over.some(({ isRemote }) => isRemote);
  if (isOutside && standing !== 'none') return 'remote-call-between';
  if (chain.written.by === 'session' && isChangedBefore(file, held)) return 'changed-before-reading';
  if (chain.written.by === 'session' && joinsOthers(file, held, lock, [])) return 'query-not-lockable';
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
    if (standing === 'holds-both' || isRequested(file, held)) return 'outer-transaction';
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

/** A cure without a lock, where the configuration asks for one. */
function smallerCure(file: PythonFile, judged: Judged, lock: ChainLock, { prefer }: Locks): Cure | undefined {
  if (isAsync(file, judged.held)) return undefined;
  if (prefer === 'atomic') return atomicWrite(file, judged, lock) ?? countedUpdate(file, judged, lock);
  return prefer === 'column' ? loneWrite(file, judged, lock) : undefined;
}

function isAsync(file: PythonFile, { callable }: Held): boolean {
  return file.text.startsWith('async', callable.start);
}

/** Whether the transaction around a row need not be on the database that the row is in. */
function isElsewhere(file: PythonFile, { site }: Held, lock: ChainLock): boolean {
  const isNamed = site?.rows?.steps.some(({ name }) => name === lock.transaction?.using) === true;
  return !isNamed && routedIn(file, lock) !== 'no';
}

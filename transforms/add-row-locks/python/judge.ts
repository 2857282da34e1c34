import type { PythonFile } from '../../../src/languages/python/file.ts';
import { isForMigrations } from '../../../src/languages/python/migrations.ts';
import { child } from '../../../src/languages/python/node.ts';
import type { Certainty } from '../../../src/model/dialect.ts';
import { type Change, changesOf, writes } from './changes.ts';
import { isPartial } from './columns.ts';
import { classText } from './database.ts';
import { type Held, heldIn } from './held.ts';
import { joinedBy } from './joins.ts';
import { isLeftOut, isLockMissed } from './locks.ts';
import { isAside, isByHand, jobAround, mentionsLock } from './places.ts';
import { leadsTo } from './reaching.ts';
import { slowCalls } from './slow.ts';
import { staleUnderLock } from './stale.ts';
import { isWaitedFor } from './waits.ts';
import type { Judged } from './wording.ts';

/** The rows of a file whose write may undo another's, with how sure that is. */
export function judgedIn(file: PythonFile): Judged[] {
  return heldIn(file).flatMap((held) => judge(file, held) ?? []);
}

const gravity: Readonly<Record<Change['how'], number>> = {
  added: 0,
  computed: 0,
  'from-row': 1,
  tidied: 2,
  tested: 3,
  set: 4,
  expression: 5,
};

function judge(file: PythonFile, held: Held): Judged | undefined {
  const { written } = held.chain;
  if (held.site?.rows?.isLocked === true && !isLeftOut(file, held.site, held.chain)) return judgeLocked(file, held);
  const changes = changesOf(file, held);
  if (written.by === 'row' && changes.some(({ column }) => written.key.includes(column))) return undefined;
  if (held.origin === 'self' && isOverride(file, held)) return undefined;
  if (/\._state\.adding\b/.test(file.textOf(held.callable))) return undefined;
  const counted = changes
    .filter((change) => change.how !== 'expression' && saveOf(held, change) !== undefined)
    .toSorted((a, b) => gravity[a.how] - gravity[b.how] || a.node.start - b.node.start);
  const [worst] = counted;
  const save = worst && saveOf(held, worst);
  if (worst === undefined || save === undefined) return undefined;
  if (mentionsLock(file, held.callable) && !isLockMissed(file, held)) return undefined;
  if (held.dialect.writes?.rowLock?.versioned.test(classText(file, held) ?? '')) return undefined;
  if (gravity[worst.how] > 0 && isPartial(file, held)) return undefined;
  if (gravity[worst.how] > 1 && save.columns !== undefined) return undefined;
  if (isForMigrations(file, held.callable, isAside)) return undefined;
  const job = jobAround(file, held.callable);
  const start = startOf(held);
  const end = Math.max(...held.saves.map(({ call }) => call.start));
  // The lock is held over a call to the outside on a way that leads elsewhere, too.
  const over = slowCalls(file, held.callable, { start, end }, held.binding.name).filter(
    ({ node, isRemote }) => isRemote || held.saves.some(({ call }) => leadsTo(node, call, held)),
  );
  const slow = over.filter(
    (one) =>
      one.node.end <= save.call.start &&
      leadsTo(one.node, save.call, held) &&
      // Following calls costs: only what a job writes as it was is judged by them.
      (one.isRemote || job === undefined || gravity[worst.how] < 2 || isWaitedFor(file, held.callable, one)),
  );
  const certainty = certaintyOf(file, held, worst, job !== undefined, slow);
  return {
    held,
    certainty,
    changes: counted.filter(({ how }) => how === worst.how || gravity[how] < 2),
    save,
    slow,
    over,
    job,
    joined: joinedBy(file, held),
  };
}

/** A row that is locked, but written as it was before. */
function judgeLocked(file: PythonFile, held: Held): Judged | undefined {
  const stale = staleUnderLock(file, held);
  const save = stale && saveOf(held, stale.change);
  if (stale === undefined || save === undefined) return undefined;
  const certainty = isByHand(file.path) ? 'possible' : 'likely';
  const changes: readonly Change[] = [{ ...stale.change, how: 'computed' }];
  return {
    held,
    certainty,
    changes,
    save,
    slow: [],
    over: [],
    job: jobAround(file, held.callable),
    joined: [],
    earlier: stale.earlier,
  };
}

/** Whether a method is the one that writes the row: what it changes is part of that write. */
function isOverride(file: PythonFile, { callable, chain }: Held): boolean {
  const name = child(callable, 'name');
  return chain.written.by === 'row' && name !== undefined && chain.written.overridden.includes(file.textOf(name));
}

/** Where the row has been read: a loop's query and a read's own call are behind it. */
function startOf({ origin, read, callable }: Held): number {
  const owner = origin === 'parameter' || origin === 'self' ? callable : read;
  return origin === 'one' || origin === 'helper' ? owner.end : (child(owner, 'body')?.start ?? owner.end);
}

/** The first write behind a change that writes its column. */
function saveOf({ saves }: Held, { column, node }: Change): Held['saves'][number] | undefined {
  return saves.find((save) => save.call.start > node.start && writes(save, column));
}

function certaintyOf(
  file: PythonFile,
  { origin, certainty }: Held,
  { how, statement }: Change,
  isJob: boolean,
  slow: Judged['slow'],
): Certainty {
  if (isByHand(file.path)) return 'possible';
  const isSlow = slow.some(({ isRemote }) => isRemote) || (isJob && slow.length > 0);
  const isGiven = origin === 'self' || origin === 'parameter';
  // A longer text on a row that somebody else holds: a name that is marked as deleted, a note.
  if (isGiven && how === 'computed' && /\+=/.test(file.textOf(statement))) return 'possible';
  if (how === 'added' || how === 'computed')
    return origin === 'one' || origin === 'loop' ? certainty : certainty === 'certain' ? 'likely' : certainty;
  if (how === 'tidied') return 'possible';
  const isOwn = origin === 'one' || origin === 'loop' || origin === 'helper';
  return isSlow && isOwn && certainty !== 'possible' ? 'likely' : 'possible';
}

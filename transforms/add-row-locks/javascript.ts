import type { JavaScriptFile } from '../../src/languages/javascript/file.ts';
import type { Choices } from '../../src/model/configuration.ts';
import type { Certainty } from '../../src/model/dialect.ts';
import type { Observed, Rewrite } from '../../src/model/transform.ts';
import { atomicFor } from './javascript/atomic.ts';
import { type Crossing, crossingOf } from './javascript/crossing.ts';
import { lockFor } from './javascript/cure.ts';
import { derivationOf } from './javascript/dependence.ts';
import { lockLetGo } from './javascript/lock-let-go.ts';
import { otherWriters } from './javascript/other-writers.ts';
import { isProtected } from './javascript/protection.ts';
import { type RowRead, readsIn } from './javascript/reads.ts';
import { type Code, refusals } from './javascript/refusals.ts';
import { isRunByHand, isTest } from './javascript/surroundings.ts';
import { vainLocksIn } from './javascript/vain-locks.ts';
import { type Loss, lossOf, observationOf } from './javascript/wording.ts';
import { dependenceOf, type RowWrite, writesOf } from './javascript/writes.ts';

export const javascript: Rewrite<Code> = {
  language: 'javascript',
  startsFrom: [
    {
      kind: 'row',
      beside:
        /\.\s*(?:find\w*|first\w*|select\w*|query|executeTakeFirst\w*|get\w*|load\w*|fetch\w*|send)\s*[(<`]|\bselect\b|\bawait\s+[\w$]+\s*\(\s*['"]/i,
    },
  ],
  alsoReads: ['transaction', 'enqueue', 'query'],
  refusals,
  *find(file: JavaScriptFile, choices: Choices): Iterable<Observed<Code>> {
    if (isTest(file.path)) return;
    const told = new Set<unknown>();
    const lost = readsIn(file).flatMap((read) => lostOf(file, read) ?? []);
    for (const one of lost) {
      const losses = one.losses.filter(({ write }) => !told.has(write.node));
      // Of several writes of a row one speaks for all: a rewrite cures them together.
      const worst = losses.find(({ loss }) => loss === 'computed') ?? losses[0];
      if (!worst) continue;
      for (const write of one.writes) told.add(write.node);
      yield observed(file, one, worst, crossingOf(one, lost), choices);
    }
  },
};

/** A row whose write may undo another's. */
interface Lost {
  readonly read: RowRead;
  /** All of its writes that nothing keeps others away from. */
  readonly writes: readonly RowWrite[];
  readonly losses: readonly { readonly write: RowWrite; readonly loss: Loss }[];
  /** Why a lock that is there keeps nobody away. */
  readonly vain: Code | undefined;
}

function lostOf(file: JavaScriptFile, read: RowRead): Lost | undefined {
  const all = writesOf(file, read, derivationOf(file, read));
  const last = all.at(-1);
  const vain = last ? [...lockLetGo(file, read, all), ...vainLocksIn(file, read, last.node)] : [];
  const statements = vain.map(({ statement }) => statement);
  const writes = all.filter((write) => !isProtected(file, read, write, statements));
  const losses = writes.flatMap((write) => {
    const loss = lossOf(file, read, write);
    return loss ? [{ write, loss }] : [];
  });
  return losses.length > 0 ? { read, writes, losses, vain: vain[0]?.refusal } : undefined;
}

function observed(
  file: JavaScriptFile,
  { read, writes, vain }: Lost,
  { write, loss }: Lost['losses'][number],
  crossing: Crossing,
  choices: Choices,
): Observed<Code> {
  const certainty = certaintyOf(file, read, write, loss);
  // The whole project is asked: too much for what hardly anyone asks to see.
  const others = certainty === 'possible' ? [] : otherWriters(file, read, writes);
  const seen = observationOf(file, read, write, loss, certainty, others);
  const prefer = choices.locks?.prefer;
  if (loss === 'whole-row' && prefer !== 'lock') return { ...seen, outcome: 'refuse', refusal: 'column-write-fits' };
  if (loss === 'tested' && prefer !== 'lock') return { ...seen, outcome: 'refuse', refusal: 'conditional-write-fits' };
  if (vain) return { ...seen, outcome: 'refuse', refusal: vain };
  const atomic = loss === 'computed' && prefer === 'atomic' ? atomicFor(file, read, writes) : undefined;
  const cure = atomic ?? lockFor(file, read, writes, crossing, choices);
  if (typeof cure === 'string') return { ...seen, outcome: 'refuse', refusal: cure };
  return { ...seen, outcome: 'rewrite', safety: 'review', behaviour: cure.behaviour, edits: cure.edits };
}

function certaintyOf(file: JavaScriptFile, read: RowRead, write: RowWrite, loss: Loss): Certainty {
  if (loss !== 'computed' || isRunByHand(file.path) || isForDeletion(write)) return 'possible';
  const isSure = dependenceOf(write) === 'computed' && read.from !== 'function' && read.call.certainty === 'certain';
  return isSure ? 'certain' : 'likely';
}

/** Whether a write takes the row out of use: the name that it changes, to be free for another, is of no use then. */
function isForDeletion({ columns }: RowWrite): boolean {
  return columns.some(
    ({ column, dependence }) =>
      dependence === undefined && /^(?:is_?)?(?:deleted|archived|removed)(?:_?at|_?on)?$/i.test(column),
  );
}

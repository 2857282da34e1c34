import type { JavaScriptFile } from '../../src/languages/javascript/file.ts';
import { startOf } from '../../src/languages/javascript/walk.ts';
import type { Edit } from '../../src/model/source.ts';
import type { Observed, Rewrite } from '../../src/model/transform.ts';
import { writtenUnderLocalNames } from './javascript/copied.ts';
import { type Cure, editsFor } from './javascript/cure.ts';
import { type CureElsewhere, cureElsewhere } from './javascript/elsewhere.ts';
import { madeAtImport } from './javascript/import-time.ts';
import { gatheringInstances } from './javascript/instances.ts';
import { type Invocation, invocationsOf, type Leak, leaksIn } from './javascript/leaks.ts';
import { logKeysOf } from './javascript/log-keys.ts';
import { type Verdict, verdictOn } from './javascript/obstacles.ts';
import { type GatheredElsewhere, gatheredElsewhere } from './javascript/other-modules.ts';
import { isCompiled, isSuppressed, isTest } from './javascript/set-apart.ts';
import { elsewhereObservation, observationOf } from './javascript/wording.ts';
import { sharedRefusals } from './refusals.ts';

const refusals = {
  ...sharedRefusals,
  'initial-value-shared':
    'The variable is filled with parts of an object that stays, and a new value would go on sharing those. Make a copy of the whole (`structuredClone`), and set the variable back at the start of the handler.',
  'memo-of-event':
    'The variable is filled once, with what the first event says, and every later invocation is served with that. Keep one value for each value of the event that it is made from, in a `Map`.',
  'written-into-kept-object':
    'The object is made once and kept, and what one event says is written into it. Make a copy for each invocation, and write into that: `{ ...config.request, code }`.',
  'parts-in-common':
    'A copy of an object has its inner lists and objects in common with it, and an invocation writes into those. Copy the whole: `structuredClone(defaults)`.',
  'made-at-import':
    'The time, or the id, is that of the import, and every invocation in the process gets the same one. Make it in the handler, and pass it on.',
  'gathered-in-instance':
    'The object is made at import, and a field of it gathers. Make the object in the handler, or keep what belongs to one invocation in locals of the method.',
  'log-key-kept':
    'The logger keeps a key that one path of several adds, and logs it with the lines of later invocations. Have the logger forget its keys with every invocation, or add the key on every path.',
  'rejection-kept':
    'A promise is kept, and when it is rejected once, every later invocation is given the same error. Take it away when it fails: `connecting.catch(() => { connecting = undefined; })`.',
  'filled-by-other-requests':
    'One kind of request fills the variable, and another reads it: a store, which every process has for itself and loses with its end. Keep it outside of the process.',
  'invocations-overlap':
    'The platform may begin an invocation before another has ended, in the same process: a reset would empty what the other one has gathered. Make the variable a local, and pass it on.',
  'used-outside-handler':
    'A function that the handler does not call by name uses the variable too: a middleware, a listener, an exported function. Look whether it may run before the handler; if not, set the variable back at the start of the handler.',
  'declared-without-value':
    'The variable has no first value, and its type allows for none. Give the type `undefined`, and set the variable back at the start of the handler.',
} as const;

/** The codes of this language. */
export type Code = keyof typeof refusals;

export const javascript: Rewrite<Code> = {
  language: 'javascript',
  startsFrom: [
    {
      kind: 'handler',
      // Nothing else at the margin can be written later, but in another module, or be of another time.
      beside:
        /^(?:export\s+)?(?:let|var)\s|^(?:export\s+)?const\s+[\w$]+[^=\n]*=\s*(?:[[{]|new\s+(?:Map|Set|Array)\b|.*\b(?:Date|random\w*)\b)|^(?:export\s+)?class\s|^import\s|\brequire\(/m,
    },
  ],
  alsoReads: [],
  refusals,
  *find(file: JavaScriptFile): Iterable<Observed<Code>> {
    if (isTest(file.path) || isCompiled(file.text) || file.handlers().length === 0) return;
    const invocations = invocationsOf(file);
    yield* logKeysOf(file, invocations);
    const judged = leavingsIn(file, invocations).map((leak) => ({ leak, verdict: verdictOn(file, leak, invocations) }));
    // A variable that a comment leaves as it is, is no part of the cure of the others.
    const apart = judged.filter(({ leak }) => isSuppressed(file, leak.binding));
    const together = judged.filter((one) => !apart.includes(one));
    const elsewhere = gatheredElsewhere(file).map((gathered) => ({ gathered, cure: cureElsewhere(file, gathered) }));
    const isBlocked = together.some(isRefused) || elsewhere.some(({ cure }) => 'refusal' in cure);
    for (const group of [together, ...apart.map((one) => [one])]) {
      const isLeft = group === together ? isBlocked : group.some(isRefused);
      const others = group === together && !isLeft ? elsewhere : [];
      const edits = isLeft ? [] : allEdits(file, group, others);
      for (const { leak, verdict } of group) {
        const seen = observationOf(file, leak, verdict);
        if ('refusal' in verdict || isLeft) {
          const refusal = 'refusal' in verdict ? verdict.refusal : 'beside-refused-state';
          // It may be all that the shop wants of it.
          const certainty = refusal === 'filled-by-other-requests' ? 'possible' : 'likely';
          yield { ...seen, certainty, outcome: 'refuse', refusal };
        } else {
          const [handler] = leak.handlers;
          const certainty = handler?.certainty ?? 'likely';
          yield { ...seen, certainty, outcome: 'rewrite', safety: 'safe', behaviour: null, edits };
        }
      }
    }
    const edits = isBlocked ? [] : allEdits(file, together, elsewhere);
    for (const { gathered, cure } of elsewhere) {
      const seen = elsewhereObservation(file, gathered);
      if ('refusal' in cure || isBlocked) {
        const refusal = 'refusal' in cure ? cure.refusal : 'beside-refused-state';
        yield { ...seen, certainty: 'likely', outcome: 'refuse', refusal };
      } else yield { ...seen, certainty: 'likely', outcome: 'rewrite', safety: 'safe', behaviour: null, edits };
    }
  },
};

/** All that an invocation leaves in a file, each variable once, in the order of the text. */
function leavingsIn(file: JavaScriptFile, invocations: readonly Invocation[]): Leak[] {
  const found = [
    ...leaksIn(file, invocations),
    ...gatheringInstances(file, invocations),
    ...writtenUnderLocalNames(file, invocations),
    ...madeAtImport(file, invocations),
  ];
  // What is made with another variable comes after it.
  return found
    .filter(({ binding }, at) => found.findIndex((one) => one.binding === binding) === at)
    .sort((a, b) => startOf(a.binding.identifier) - startOf(b.binding.identifier));
}

/** A leak of the file itself, and what becomes of it. */
interface Judged {
  readonly leak: Leak;
  readonly verdict: Verdict;
}

const isRefused = ({ leak, verdict }: Judged): boolean => 'refusal' in verdict && leak.kept === undefined;

const cureOf = ({ leak: { binding }, verdict }: Judged): Cure[] => {
  if ('refusal' in verdict) return [];
  return verdict.cure === 'move'
    ? [{ binding, isMoved: true, handlers: [verdict.into] }]
    : [{ binding, isMoved: false, handlers: verdict.in }];
};
/** The edits of all that a handler's invocations leave behind, in this file and in others. */
function allEdits(
  file: JavaScriptFile,
  own: readonly Judged[],
  elsewhere: readonly { gathered: GatheredElsewhere; cure: CureElsewhere }[],
): Edit[] {
  const resets = elsewhere.flatMap(({ gathered, cure }) => ('refusal' in cure ? [] : [{ gathered, cure }]));
  const beginnings = resets.map(({ gathered, cure }) => ({
    line: cure.call,
    handlers: gathered.reaches.map(({ handler }) => handler),
  }));
  const edits = [...editsFor(file, own.flatMap(cureOf), beginnings), ...resets.flatMap(({ cure }) => cure.edits)];
  return oneEach(edits);
}

/** What is put in at one place, put in at once. */
function oneEach(edits: readonly Edit[]): Edit[] {
  const made = new Map<string, Edit>();
  for (const edit of edits) {
    const key = `${edit.path}:${edit.start}:${edit.end}`;
    const before = made.get(key);
    const isNew = before !== undefined && edit.start === edit.end && !before.text.includes(edit.text);
    made.set(key, before && !isNew ? before : { ...edit, text: joined(before?.text ?? '', edit.text) });
  }
  return [...made.values()];
}

/** Two names that are taken from one module are taken in one statement. */
function joined(before: string, added: string): string {
  const [first, second] = [before, added].map((text) => /^(\s*(?:import|const) \{ )([^}]*)( \} .*)$/.exec(text));
  if (!first || !second || first[1] !== second[1] || first[3] !== second[3]) return before + added;
  return `${first[1]}${first[2]}, ${second[2]}${first[3]}`;
}

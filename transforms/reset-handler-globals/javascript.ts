import type { JavaScriptFile } from '../../src/languages/javascript/file.ts';
import type { Observed, Rewrite } from '../../src/model/transform.ts';
import { type Cure, editsFor } from './javascript/cure.ts';
import { invocationsOf, type Leak, leaksIn } from './javascript/leaks.ts';
import { type Verdict, verdictOn } from './javascript/obstacles.ts';
import { isCompiled, isSuppressed, isTest } from './javascript/set-apart.ts';
import { observationOf } from './javascript/wording.ts';

const refusals = {
  'memo-of-event':
    'The variable is filled once, with what the first event says, and every later invocation is served with that. Keep one value for each value of the event that it is made from, in a `Map`.',
  'written-into-kept-object':
    'The object is made once and kept, and what one event says is written into it. Make a copy for each invocation, and write into that: `{ ...config.request, code }`.',
  'used-by-other-modules':
    'The variable is exported, and other modules may hold it. Pass what belongs to one invocation as an argument.',
  'initial-value-computed':
    'The first value is made of other things than literals, which may differ by now. Make it in a function, and call that at the start of the handler.',
  'handler-called-by-project':
    'The project calls the handler itself, so that one invocation can begin inside of another, and a reset would empty what the outer one has gathered. Make the variable a local, and pass it on.',
  'invocations-overlap':
    'The platform may begin an invocation before another has ended, in the same process: a reset would empty what the other one has gathered. Make the variable a local, and pass it on.',
  'used-at-import':
    'Code that runs at import fills the variable or hands it on, and a reset would undo that. Keep what the invocation adds in a local of the handler.',
  'used-outside-handler':
    'A function that the handler does not call by name uses the variable too: a middleware, a listener, an exported function. Look whether it may run before the handler; if not, set the variable back at the start of the handler.',
  'declared-without-value':
    'The variable has no first value, and its type allows for none. Give the type `undefined`, and set the variable back at the start of the handler.',
  'beside-refused-state':
    'Another variable of the same handler cannot be set back; half of the state set back is worse than none. Deal with the other one first.',
} as const;

/** The codes of this language. */
export type Code = keyof typeof refusals;

export const javascript: Rewrite<Code> = {
  language: 'javascript',
  startsFrom: [
    {
      kind: 'handler',
      // Nothing else at the margin can be written later.
      beside:
        /^(?:export\s+)?(?:let|var)\s|^(?:export\s+)?const\s+[\w$]+[^=\n]*=\s*(?:[[{]|new\s+(?:Map|Set|Array)\b)/m,
    },
  ],
  alsoReads: [],
  refusals,
  *find(file: JavaScriptFile): Iterable<Observed<Code>> {
    if (isTest(file.path) || isCompiled(file.text) || file.handlers().length === 0) return;
    const invocations = invocationsOf(file);
    const judged = leaksIn(file, invocations).map((leak) => ({ leak, verdict: verdictOn(file, leak, invocations) }));
    // A variable that a comment leaves as it is, is no part of the cure of the others.
    const apart = judged.filter(({ leak }) => isSuppressed(file, leak.binding));
    const together = judged.filter((one) => !apart.includes(one));
    for (const group of [together, ...apart.map((one) => [one])]) {
      const isBlocked = group.some(({ leak, verdict }) => 'refusal' in verdict && leak.kept === undefined);
      const edits = isBlocked ? [] : editsFor(file, group.flatMap(cureOf));
      for (const { leak, verdict } of group) {
        const seen = observationOf(file, leak, verdict);
        if ('refusal' in verdict || isBlocked) {
          const refusal = 'refusal' in verdict ? verdict.refusal : 'beside-refused-state';
          yield { ...seen, certainty: 'likely', outcome: 'refuse', refusal };
        } else {
          const [handler] = leak.handlers;
          const certainty = handler?.certainty ?? 'likely';
          yield { ...seen, certainty, outcome: 'rewrite', safety: 'safe', behaviour: null, edits };
        }
      }
    }
  },
};

const cureOf = ({ leak: { binding }, verdict }: { leak: Leak; verdict: Verdict }): Cure[] => {
  if ('refusal' in verdict) return [];
  return verdict.cure === 'move'
    ? [{ binding, isMoved: true, handlers: [verdict.into] }]
    : [{ binding, isMoved: false, handlers: verdict.in }];
};

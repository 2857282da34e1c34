import type { Certainty } from '../../src/model/dialect.ts';
import type { Edit, SourceFile, Span } from '../../src/model/source.ts';
import type { Observed } from '../../src/model/transform.ts';
import { perhapsMeant } from './refusals.ts';

/** What either language knows of one registration and the names that its callback reads late. */
interface Seen {
  readonly span: Span;
  /** The registration as the code spells it. */
  readonly symbol: string;
  readonly dialect: string;
  readonly certainty: Certainty;
  readonly evidence: readonly string[];
  readonly names: readonly string[];
  /** Where the names are assigned again. */
  readonly rebound: readonly (Span & { readonly name: string })[];
  /** Whether the refusal keeps other names of the registration from being bound: then there is a bug for sure. */
  readonly blocks?: boolean;
  /** What becomes of the names, where the refusal does not say it. */
  readonly fate?: Fate;
}

/** What happens to a name between the registration and the commit. */
type Fate = 'out-of-scope' | 'rebound' | 'assigned-later' | 'changed-in-place' | 'through-function' | 'deleted';

const fates: Readonly<Record<string, Fate>> = {
  'assigned-after-registration': 'assigned-later',
  'reassigned-without-loop': 'assigned-later',
  'object-reused': 'changed-in-place',
  'attribute-target': 'changed-in-place',
  'captured-through-function': 'through-function',
};

const messages: Readonly<Record<Fate, (names: string, are: string) => string>> = {
  rebound: (names, are) =>
    `${names} ${are} read when the transaction commits, not when the callback is registered: every callback sees the last value.`,
  'assigned-later': (names, are) =>
    `${names} ${are} assigned again after the callback is registered, and read only when the transaction commits.`,
  'changed-in-place': (names, are) =>
    `${names} ${are} written on every turn of the loop and read when the transaction commits: every callback sees the last state.`,
  'through-function': (names) =>
    `${names} reads a variable of the loop when the transaction commits, not when the callback is registered: every callback sees its last value.`,
  'out-of-scope': (names, are) =>
    `${names} ${are} bound in the body of a class, where no function can see it: the callback raises NameError when it runs.`,
  deleted: (names, are) =>
    `${names} ${are} read when the transaction commits; by then the \`except\` clause has ended, and the name is gone.`,
};

const scenarios: Readonly<Record<Fate, (names: string, are: string) => string[]>> = {
  rebound: (names) => [
    `T1  turn 1 registers a callback that reads ${names}`,
    `T1  turn 2 assigns ${names} again, and registers another`,
    `T1  COMMIT: both callbacks read ${names} only now, and get the last value`,
  ],
  'assigned-later': (names) => [
    `T1  registers a callback that reads ${names}`,
    `T1  assigns ${names} again`,
    `T1  COMMIT: the callback reads ${names} only now, and gets the later value`,
  ],
  'changed-in-place': (names) => [
    `T1  turn 1 writes ${names}, and registers a callback that reads it`,
    `T1  turn 2 writes ${names} again, and registers another`,
    `T1  COMMIT: both callbacks read what the last turn has written`,
  ],
  'through-function': (names) => [
    `T1  turn 1 registers a callback that calls ${names}`,
    'T1  turn 2 moves the loop on, and registers another',
    `T1  COMMIT: both callbacks call ${names}, which reads the last turn's value`,
  ],
  'out-of-scope': (names) => [
    `T1  the body of the class registers a callback that reads ${names}`,
    `T1  the callback runs, looks for ${names} outside of the class, and raises NameError`,
  ],
  deleted: (names, are) => [
    `T1  registers a callback that reads ${names}`,
    `T1  leaves the \`except\` clause: ${names} ${are} deleted`,
    'T1  COMMIT: the callback raises NameError',
  ],
};

/** Words a finding, the same in both languages. */
export function observe<Code extends string>(
  file: SourceFile,
  seen: Seen & ({ readonly edits: readonly Omit<Edit, 'path'>[] } | { readonly refusal: Code }),
): Observed<Code> {
  const names = seen.names.map((name) => `\`${name}\``).join(', ');
  const are = seen.names.length === 1 ? 'is' : 'are';
  const fate = seen.fate ?? ('refusal' in seen ? fates[seen.refusal] : undefined) ?? 'rebound';
  const observation = {
    span: seen.span,
    symbol: seen.symbol,
    dialect: seen.dialect,
    message: messages[fate](names, are),
    evidence: seen.evidence,
    scenario: scenarios[fate](names, are),
    related: seen.rebound.map(({ name, start, end }) => ({
      path: file.path,
      start,
      end,
      message: `\`${name}\` is assigned here`,
    })),
  };
  if ('refusal' in seen) {
    return {
      ...observation,
      outcome: 'refuse',
      refusal: seen.refusal,
      certainty: perhapsMeant.has(seen.refusal) && !seen.blocks ? 'possible' : atMost(seen.certainty, 'likely'),
    };
  }
  return {
    ...observation,
    outcome: 'rewrite',
    certainty: seen.certainty,
    safety: 'safe',
    behaviour: null,
    edits: seen.edits.map((edit) => ({ ...edit, path: file.path })),
  };
}

const atMost = (certainty: Certainty, most: Certainty): Certainty => (certainty === 'certain' ? most : certainty);

import type { PythonFile, PythonSite } from '../../src/languages/python/file.ts';
import type { Observed, Rewrite } from '../../src/model/transform.ts';
import { type Curable, canMove, editsOf } from './python/edits.ts';
import { groupsOf } from './python/groups.ts';
import { type Leak, leakOf } from './python/leaks.ts';
import { cureOf, isTest } from './python/obstacles.ts';
import { reachOf } from './python/reach.ts';
import { variablesOf } from './python/variables.ts';
import { observationOf } from './python/wording.ts';

const refusals = {
  'emptied-later':
    'The code sets the variable back itself, only not on every path: an exception leaves it as it is. Set it back first thing in the handler instead, unless what is left over is meant for the next invocation.',
  'counts-invocations':
    'The variable counts the invocations of the process, which may be what it is there for. If it is not, make it a local of the handler.',
  'initial-value-computed':
    'The first value is made of other things than constants, which may differ by now. Make it in a function, and call that at the start of the handler.',
  'initial-value-shared':
    'The object is given to several names at once. Give each its own, and set it back at the start of the handler.',
  'used-at-import':
    'Code that runs at import fills the variable or hands it on, and a reset would undo that. Keep what the invocation adds in a local of the handler.',
  'used-by-other-modules':
    'Other modules use the variable, or may do so by its name. Pass what belongs to one invocation as an argument.',
  'handler-called-by-project':
    'The project runs the handler itself, or passes it on, so that one invocation can begin inside of another, and a reset would empty what the outer one has gathered. Make the variable a local, and pass it on.',
  'written-before-handler': 'A decorator of the handler fills the variable before the body begins. Set it back there.',
  'name-taken': 'The handler has a local variable of the same name. Rename one of them.',
  'beside-refused-state':
    'Another variable of the same handler cannot be set back; half of the state set back is worse than none. Deal with the other one first.',
} as const;

export type PythonCode = keyof typeof refusals;

export const python: Rewrite<PythonCode> = {
  language: 'python',
  startsFrom: [
    {
      kind: 'handler',
      // A variable at the margin whose first value is plain data; a byte order mark may stand before it.
      beside:
        /^(?:\xef\xbb\xbf)?[A-Za-z_][\w, ]*(?::[^=\n]+)?=\s*(?:\w+\s*=\s*)*(?:[[({\d\\"'+-]|[rbfuRBFU]{1,2}["']|True|False|None|[\w.]*(?:list|dict|set|deque|defaultdict|OrderedDict|Counter|Event)\()/m,
    },
  ],
  alsoReads: [],
  refusals,
  *find(file: PythonFile): Iterable<Observed<PythonCode>> {
    if (isTest(file.path)) return;
    const sites = file.sites('handler');
    if (sites.length === 0) return;
    const defers = new Set(
      sites
        .flatMap(({ dialect }) => dialect.recognises.handler ?? [])
        .flatMap((pattern) => ('defers' in pattern ? (pattern.defers ?? []) : [])),
    );
    const reach = reachOf(file, new Set(sites.map(({ node }) => node)), defers);
    const entries = sites.filter((site) => !isHelper(site, sites, reach.of));
    const leaks = variablesOf(file).flatMap((variable) => leakOf(file, variable, entries, reach) ?? []);
    for (const group of groupsOf(file, leaks, 'reset-handler-globals')) {
      const judged = group.map((leak) => ({ leak, cure: cureOf(file, leak, reach, defers) }));
      const curables = judged.flatMap((one): Curable[] =>
        typeof one.cure === 'string' ? [] : [{ ...one, cure: one.cure }],
      );
      const edits = curables.length === judged.length ? editsOf(file, curables) : [];
      const isShared = curables.some((one) => mayOverlap(one.leak) && !canMove(file, one));
      for (const { leak, cure } of judged) {
        const seen = observationOf(file, leak);
        const isPerhapsMeant = cure === 'emptied-later' || cure === 'counts-invocations';
        if (typeof cure === 'string' || edits.length === 0) {
          const refusal = typeof cure === 'string' ? cure : 'beside-refused-state';
          yield { ...seen, certainty: isPerhapsMeant ? 'possible' : 'likely', outcome: 'refuse', refusal };
        } else {
          yield {
            ...seen,
            certainty: certaintyOf(leak),
            outcome: 'rewrite',
            safety: isShared ? 'review' : 'safe',
            behaviour: isShared ? overlapping : null,
            edits: edits.map((edit) => ({ ...edit, path: file.path })),
          };
        }
      }
    }
  },
};

const overlapping =
  'Nothing but the bug, where a process runs one invocation after the other. Where it runs them in threads or greenlets, one that begins also empties what another has gathered so far.';

function mayOverlap({ handlers }: Leak): boolean {
  const patterns = handlers.flatMap(({ dialect }) => dialect.recognises.handler ?? []);
  return patterns.some((pattern) => 'mayOverlap' in pattern && pattern.mayOverlap === true);
}

/** A function that only has the parameters of a handler, and that another one calls. */
function isHelper(
  site: PythonSite,
  sites: readonly PythonSite[],
  reachFrom: (node: PythonSite['node']) => ReadonlySet<PythonSite['node']>,
): boolean {
  return site.certainty === 'likely' && sites.some((other) => other !== site && reachFrom(other.node).has(site.node));
}

function certaintyOf({ handlers, changes }: Leak): 'certain' | 'likely' {
  const isSure =
    handlers.every(({ certainty }) => certainty === 'certain') && changes.some(({ change }) => change === 'grows');
  return isSure ? 'certain' : 'likely';
}

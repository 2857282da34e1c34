import type { PythonFile, PythonSite } from '../../src/languages/python/file.ts';
import type { Observed, Rewrite } from '../../src/model/transform.ts';
import { attributesOf, taskAttributesOf } from './python/attributes.ts';
import { changedCopiesOf } from './python/changed-copies.ts';
import { connectionsOf } from './python/connections.ts';
import { defaultsOf } from './python/default-arguments.ts';
import { groupsOf } from './python/groups.ts';
import { importValuesOf } from './python/import-values.ts';
import { type Judged, judge } from './python/judged.ts';
import { type Leak, leakOf } from './python/leaks.ts';
import { logKeysOf } from './python/log-keys.ts';
import { memoOf } from './python/memos.ts';
import { isTest } from './python/obstacles.ts';
import { gatheredElsewhere } from './python/other-modules.ts';
import { processObservation, processStatesOf } from './python/process-state.ts';
import { reachOf } from './python/reach.ts';
import { undeclaredMemosOf } from './python/undeclared-memos.ts';
import { isObject, wholeOf } from './python/uses.ts';
import { variablesOf } from './python/variables.ts';
import { elsewhereObservation, memoObservation, observationOf } from './python/wording.ts';
import { sharedRefusals } from './refusals.ts';

const refusals = {
  ...sharedRefusals,
  'emptied-later':
    'The code sets the variable back itself, only not on every path: an exception leaves it as it is. Set it back first thing in the handler instead, unless what is left over is meant for the next invocation.',
  'counts-invocations':
    'The variable counts the invocations of the process, which may be what it is there for. If it is not, make it a local of the handler.',
  'initial-value-shared':
    'Another name has the same object, or a part of it, and a new value would go on sharing that. Make a copy of the whole (`copy.deepcopy`), and set it back at the start of the handler.',
  'made-at-import':
    'The value is made once, when the module is imported, and every invocation of the process works with it. Make it in the handler.',
  'changed-by-other-name':
    'An invocation changes the object, or a list or dict in it, under another name: `dict(…)`, `copy.copy(…)` and `.copy()` make a new dict with the same lists and dicts in it. Make a copy of the whole (`copy.deepcopy`), and change that.',
  'written-before-handler': 'A decorator of the handler fills the variable before the body begins. Set it back there.',
  'memo-of-event':
    'The variable is filled once, from what the first event says, and every later invocation is served with that. Keep one value for each value of the event that it is made from: a dict with that as its key.',
  'written-into-kept-object':
    'The object is made once and kept, and what one event says is written into it. Make a copy for each invocation, and write into that: `{**settings, "code": code}`.',
  'held-by-class':
    'The class holds one object for all of its instances, those of later invocations too. Make it in `__init__`.',
  'held-by-instance':
    'The module makes the instance, and it serves every invocation. Make one for each invocation, and pass it on.',
  'environment-written':
    'The environment is written on one path only, and is there for every later invocation. Pass the value as an argument, or set it on every path.',
  'log-handler-added':
    'Every invocation adds a handler to the same logger. Add it at module level, where that is done once.',
  'log-key-kept':
    'The logger keeps a key that one path of several adds, and logs it with the lines of later invocations. Have the logger forget its keys when an invocation begins, or add the key on every path.',
  'held-by-task':
    'A process has one instance of the task, which serves every invocation. Use a local variable, or set the attribute first thing.',
  'held-by-default':
    'A default value is made once, when the function is, and serves every call that leaves the argument out. Make `None` the default, and the value in the body.',
  'invocations-overlap':
    'The platform may begin an invocation before another has ended, in the same process: a reset would empty what the other one has gathered. Make the variable a local, and pass it on.',
  'connection-kept':
    'The connection is kept for the next invocation, as it should be, but only a request that the library serves itself renews one which the server has closed. Renew it first thing in the handler, and where the settings keep a connection for longer, let them have it tested as well; the set-up stays as it is.',
  'name-taken': 'The handler has a local variable of the same name. Rename one of them.',
} as const;

const id = 'reset-handler-globals';

export type PythonCode = keyof typeof refusals;

export const python: Rewrite<PythonCode> = {
  language: 'python',
  startsFrom: [{ kind: 'handler' }],
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
    const variables = variablesOf(file);
    const memos = variables.flatMap((variable) => memoOf(file, variable, entries, reach) ?? []);
    for (const memo of [...memos, ...undeclaredMemosOf(file, entries, reach)])
      yield { ...memoObservation(file, memo), certainty: 'likely', outcome: 'refuse', refusal: 'memo-of-event' };
    yield* importValuesOf(file, entries, reach);
    for (const state of processStatesOf(file, entries, reach)) yield processObservation(file, state);
    yield* logKeysOf(file, entries, reach);
    yield* changedCopiesOf(file, entries, reach);
    for (const attribute of [...attributesOf(file), ...entries.flatMap((entry) => taskAttributesOf(file, entry))]) {
      const leak = leakOf(file, attribute, entries, reach);
      if (leak === undefined || leak.isEmptiedLater) continue;
      const refusal = `held-by-${attribute.holder}` as const;
      yield { ...observationOf(file, leak), certainty: 'likely', outcome: 'refuse', refusal };
    }
    for (const leak of defaultsOf(file, entries, reach))
      yield { ...observationOf(file, leak), certainty: 'likely', outcome: 'refuse', refusal: 'held-by-default' };
    yield* connectionsOf(file, entries, reach);
    const found = variables.flatMap((variable) => leakOf(file, variable, entries, reach) ?? []);
    for (const leak of found.filter(isWrittenInto)) {
      const refusal = 'written-into-kept-object';
      yield { ...observationOf(file, leak), certainty: 'likely', outcome: 'refuse', refusal };
    }
    const leaks = found.filter((leak) => !isWrittenInto(leak));
    const gathered = gatheredElsewhere(file, entries, reach, defers, id);
    for (const group of groupsOf(file, leaks, gathered, id)) yield* toldOf(file, judge(file, group, reach, defers));
  },
};

/** The findings of a group. */
function* toldOf(file: PythonFile, { leaks, elsewhere, edits, isShared }: Judged): Generator<Observed<PythonCode>> {
  const isLeft = edits.length === 0;
  const behaviour = isShared ? overlapping : null;
  const cure = { outcome: 'rewrite', safety: isShared ? 'review' : 'safe', behaviour, edits } as const;
  for (const { leak, refusal } of leaks) {
    const isPerhapsMeant = refusal === 'emptied-later' || refusal === 'counts-invocations';
    const certainty = isPerhapsMeant ? 'possible' : 'likely';
    const seen = observationOf(file, leak);
    yield isLeft
      ? { ...seen, certainty, outcome: 'refuse', refusal: refusal ?? 'beside-refused-state' }
      : { ...seen, certainty: certaintyOf(leak), ...cure };
  }
  for (const { gathered, refusal } of elsewhere) {
    const seen = { ...elsewhereObservation(file, gathered), certainty: 'likely' } as const;
    yield isLeft ? { ...seen, outcome: 'refuse', refusal: refusal ?? 'beside-refused-state' } : { ...seen, ...cure };
  }
}

/** Whether what is made once and kept for every invocation is what one of them writes into. */
function isWrittenInto({ variable, uses, changes }: Leak): boolean {
  if (!isObject(variable)) return false;
  const isMadeOnce = uses.some((use) => use.change === 'set' && use.piece === wholeOf && !changes.includes(use));
  return isMadeOnce || (variable.shape === 'object' && changes.every(({ piece }) => piece !== wholeOf));
}

const overlapping =
  'Nothing but the bug, where a process runs one invocation after the other. Where it runs them in threads or greenlets, one that begins also empties what another has gathered so far.';

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

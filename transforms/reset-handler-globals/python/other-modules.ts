import type { PythonFile, PythonSite } from '../../../src/languages/python/file.ts';
import { child, isWithin, type PythonNode } from '../../../src/languages/python/node.ts';
import { isSuppressed } from './groups.ts';
import { isGuarded } from './guards.ts';
import { isConstant, isMeantToStay } from './leaks.ts';
import { isTest } from './obstacles.ts';
import { isOnDemand } from './on-demand.ts';
import { functionAround, type Reach } from './reach.ts';
import { type Reached, reachAcross } from './reach-across.ts';
import { type ResetFunction, resetFunctionsOf } from './reset-functions.ts';
import { type Use, usesOf, wholeOf } from './uses.ts';
import { type ModuleVariable, variablesOf } from './variables.ts';

/** What a handler's invocations gather in another module of the project. */
export interface GatheredElsewhere {
  readonly variable: ModuleVariable;
  readonly module: PythonFile;
  readonly change: Placed;
  readonly read: Placed;
  /** Every use in the project, tests and functions that only empty it left out. */
  readonly places: readonly Placed[];
  /** The handlers of the file whose invocations use it, in source order. */
  readonly handlers: readonly PythonSite[];
  /** What runs in them, by file. */
  readonly reached: ReadonlyMap<string, Reached>;
  /** A function of the module that empties it, and that no invocation calls. */
  readonly reset: ResetFunction | undefined;
}

/** A use and the file in which it stands. */
export interface Placed {
  readonly file: PythonFile;
  readonly use: Use;
}

/**
 * The variables of other modules to which a file's handlers add, through functions or by themselves, that are read as a
 * whole on the way, and that nothing in an invocation empties.
 */
export function gatheredElsewhere(
  file: PythonFile,
  entries: readonly PythonSite[],
  reach: Reach,
  defers: ReadonlySet<string>,
  transform: string,
): readonly GatheredElsewhere[] {
  const known = new Map<string, PythonFile | undefined>();
  const opened = (path: string) => {
    if (!known.has(path)) known.set(path, file.other(path));
    return known.get(path);
  };
  const reaches = entries.map((handler) => ({
    handler,
    reached: reachAcross(file, reach.of(handler.node), defers, opened),
  }));
  const modules = new Map(
    reaches.flatMap(({ reached }) => [...reached].map(([path, { file: module }]) => [path, module] as const)),
  );
  modules.delete(file.path);
  return [...modules.values()].flatMap((module) => {
    if (!mayGather.test(module.text) || serves(baseOf(module.path)) || module.sites('handler').length > 0) return [];
    return variablesOf(module).flatMap((variable): readonly GatheredElsewhere[] => {
      if (serves(variable.name) || ![...modules.values(), file].some(({ text }) => mayGrow(text, variable.name)))
        return [];
      if (isSuppressed(module, variable.statement, transform)) return [];
      const all = placesOf(module, variable, [...modules.values(), file]);
      if (all === undefined) return [];
      const resets = resetFunctionsOf(module, variable);
      const places = all.filter(
        (one) => !resets.some(({ node }) => one.file === module && isWithin(one.use.node, node)),
      );
      if (places.some(isEmptied)) return [];
      const users = reaches.filter(({ reached }) => places.some((place) => runsIn(place, reached)));
      const isCalled = users.some(({ reached }) =>
        resets.some(({ node }) => reached.get(module.path)?.functions.has(node)),
      );
      const [leak] = isCalled ? [] : users.flatMap(({ reached }) => leakOf(module, variable, places, reached) ?? []);
      if (leak === undefined) return [];
      const handlers = users.map(({ handler }) => handler);
      return [{ variable, module, places, handlers, reached: joined(users), reset: resets[0], ...leak }];
    });
  });
}

/** A file without such a line at its margin holds nothing that grows. */
const mayGather =
  /^\w+(?:\s*:[^=\n]+)?\s*=\s*(?:[[{'"\d(]|(?:\w+\.)?(?:list|dict|set|deque|defaultdict|OrderedDict|Counter)\()/m;

/** Whether a text seems to add to something of a name: looking for its uses in the whole project takes long. */
const mayGrow = (text: string, name: string): boolean =>
  text.includes(name) &&
  new RegExp(
    String.raw`\b${name}\b[^\n=(]*(?:\.(?:append|extend|insert|appendleft|extendleft|setdefault)\(|[-+*|]=)|\b${name}\s*=.*\b${name}\b`,
  ).test(text);

/** Names of what serves all invocations: besides what outlives one in its own module, stores and what is told to people. */
const serves = (name: string): boolean =>
  isMeantToStay(name) ||
  /log(?:s|ger|ging)?$|telemetry|metric|stat(?:s|istics)$|trac(?:e|er|ing)s?$|stor(?:e|es|age)$|repositor|database|table|mock|fake|stub|fixture|sample|seed|hook|plugin|handler|callback|subscri|observer|interceptor|schema|factor(?:y|ies)|provider|migration|^register/i.test(
    name,
  );

const baseOf = (path: string): string => path.replace(/.*\//, '').replace(/\.pyw?$/, '');

/** @returns undefined where not every use can be followed. */
function placesOf(
  module: PythonFile,
  variable: ModuleVariable,
  near: readonly PythonFile[],
): readonly Placed[] | undefined {
  if (!/^(?:list|set|dict|scalar)$/.test(variable.shape)) return undefined;
  const users = module.usersOf(variable.name);
  if (users.obstacles.length > 0) return undefined;
  const elsewhere = users.uses.filter((use) => use.module.path !== module.path && !isTest(use.module.path));
  // What another module has imported of a number or a text, is the first one.
  const isPassedOn = users.offeredBy.some(({ path }) => path !== module.path);
  if (variable.shape === 'scalar' && (isPassedOn || elsewhere.some(({ node }) => node.type !== 'attribute')))
    return undefined;
  const places: Placed[] = usesOf(module, variable).map((use) => ({ file: module, use }));
  for (const path of new Set(elsewhere.map((use) => use.module.path))) {
    const other = near.find((one) => one.path === path) ?? module.other(path);
    if (other === undefined) return undefined;
    const spans = elsewhere.filter((use) => use.module.path === path).map(({ node }) => node);
    const mentions = twins(other.root, spans);
    places.push(...usesOf(other, { ...variable, mentions }).map((use) => ({ file: other, use })));
  }
  return places;
}

function leakOf(
  module: PythonFile,
  variable: ModuleVariable,
  places: readonly Placed[],
  reached: ReadonlyMap<string, Reached>,
): { change: Placed; read: Placed } | undefined {
  const run = places.filter((place) => runsIn(place, reached));
  const uses = places.map(({ use }) => use);
  const isGathering = ({ use: { change, given } }: Placed) =>
    change === 'grows' && (variable.shape !== 'scalar' || given.some((value) => !isConstant(value)));
  const changes = run.filter(
    (one) =>
      isGathering(one) &&
      !isGuarded(one.file, variable, one.use, uses) &&
      !isOnDemand(module, one.file, functionAround(one.use.node), reached),
  );
  const read = run.find(
    ({ use }) =>
      use.reads === wholeOf &&
      use.change === undefined &&
      !use.isReported &&
      !changes.some((change) => change.use.given.some((value) => isWithin(use.node, value))),
  );
  const [change] = changes;
  return change && read && { change, read };
}

/** Whether a use stands in one of the functions that run. */
export function runsIn({ file, use }: Placed, reached: ReadonlyMap<string, Reached>): boolean {
  const around = functionAround(use.node);
  return around !== undefined && reached.get(file.path)?.functions.has(around) === true;
}

const isEmptied = ({ use }: Placed): boolean =>
  use.change === 'shrinks' || use.change === 'reset' || (use.change === 'set' && use.replaces);

function joined(users: readonly { reached: ReadonlyMap<string, Reached> }[]): ReadonlyMap<string, Reached> {
  const all = new Map<string, Reached>();
  for (const { reached } of users)
    for (const [path, { file, functions }] of reached)
      all.set(path, { file, functions: new Set([...(all.get(path)?.functions ?? []), ...functions]) });
  return all;
}

/** The same nodes in another tree of the same text. */
function twins(root: PythonNode, nodes: readonly PythonNode[]): ReadonlySet<PythonNode> {
  const keys = new Set(nodes.map(({ type, start, end }) => `${type}:${start}:${end}`));
  const found = new Set<PythonNode>();
  const collect = (node: PythonNode): void => {
    if (keys.has(`${node.type}:${node.start}:${node.end}`)) found.add(node);
    for (const one of node.children) collect(one);
  };
  collect(root);
  return found;
}

/** Where a reader should look first: the name of the first handler. */
export function placeOf({ handlers }: GatheredElsewhere): PythonNode {
  const [handler] = handlers;
  if (handler === undefined) throw new Error('What is gathered is gathered by a handler.');
  return child(handler.node, 'name') ?? handler.node;
}

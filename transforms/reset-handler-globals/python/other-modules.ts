import type { PythonFile, PythonSite } from '../../../src/languages/python/file.ts';
import { child, isWithin, type PythonNode } from '../../../src/languages/python/node.ts';
import { isGuarded } from './guards.ts';
import { isMeantToStay } from './leaks.ts';
import { isTest } from './obstacles.ts';
import { functionAround, type Reach, reachOf } from './reach.ts';
import { type Use, usesOf, wholeOf } from './uses.ts';
import { type ModuleVariable, variablesOf } from './variables.ts';

/** What a handler's invocations gather in another module of the project. */
export interface GatheredElsewhere {
  readonly handler: PythonSite;
  readonly variable: ModuleVariable;
  readonly module: PythonFile;
  readonly change: Placed;
  readonly read: Placed;
}

/** A use and the file in which it stands. */
interface Placed {
  readonly file: PythonFile;
  readonly use: Use;
}

/**
 * The lists, sets and dicts of other modules to which a handler adds, through their functions or by itself, that are
 * read as a whole on the way, and that nobody in the project ever empties.
 */
export function gatheredElsewhere(
  file: PythonFile,
  entries: readonly PythonSite[],
  reach: Reach,
  defers: ReadonlySet<string>,
): readonly GatheredElsewhere[] {
  const found = new Map<string, GatheredElsewhere>();
  for (const handler of entries) {
    const functions = reach.of(handler.node);
    for (const [path, names] of namesElsewhere(file, functions)) {
      const module = isTest(path) || !file.mayEdit(path) ? undefined : file.other(path);
      if (module === undefined || module.sites('handler').length > 0) continue;
      const inside = reachOf(module, new Set(), defers);
      const run = new Set(
        [...names].flatMap((name) => {
          const binding = module.scopes.module.bindings.get(name);
          return binding === undefined ? [] : [...inside.throughName(binding)];
        }),
      );
      for (const variable of variablesOf(module)) {
        const key = `${path}:${variable.name}`;
        const gathered = found.has(key) ? undefined : gatheredIn(file, module, variable, functions, run);
        if (gathered !== undefined) found.set(key, { handler, variable, module, ...gathered });
      }
    }
  }
  return [...found.values()];
}

/** The names of other files that functions use, by file. */
function namesElsewhere(
  file: PythonFile,
  functions: ReadonlySet<PythonNode>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const callable of functions) {
    for (const { node, binding } of file.scopes.freeReads(callable)) {
      if (!binding?.writes.some(({ kind }) => kind === 'import')) continue;
      const outer = node.parent?.type === 'attribute' && node.field === 'object' ? node.parent : node;
      const defined = file.definitionOf(outer) ?? file.definitionOf(node);
      if (defined === undefined || defined.path === file.path) continue;
      found.set(defined.path, (found.get(defined.path) ?? new Set()).add(defined.name));
    }
  }
  return found;
}

function gatheredIn(
  file: PythonFile,
  module: PythonFile,
  variable: ModuleVariable,
  functions: ReadonlySet<PythonNode>,
  run: ReadonlySet<PythonNode>,
): { change: Placed; read: Placed } | undefined {
  if (!/^(?:list|set|dict)$/.test(variable.shape) || isMeantToStay(variable.name)) return undefined;
  const own = usesOf(module, variable);
  if (!own.some(isGathering) && !run.size) return undefined;
  const users = module.usersOf(variable.name);
  if (users.obstacles.length > 0) return undefined;
  const paths = new Set(
    users.uses.map((use) => use.module.path).filter((path) => path !== module.path && !isTest(path)),
  );
  const all: Placed[] = own.map((use) => ({ file: module, use }));
  for (const path of paths) {
    const other = path === file.path ? file : module.other(path);
    if (other === undefined) return undefined;
    const spans = users.uses.filter((use) => use.module.path === path).map(({ node }) => node);
    all.push(
      ...usesOf(other, { ...variable, mentions: twins(other.root, spans) }).map((use) => ({ file: other, use })),
    );
  }
  const isEmptied = ({ use }: Placed) =>
    use.change === 'shrinks' || use.change === 'reset' || (use.change === 'set' && use.replaces);
  if (all.some(isEmptied)) return undefined;
  const reached = all.filter((one) => {
    const around = functionAround(one.use.node);
    return around !== undefined && (one.file === module ? run : one.file === file ? functions : new Set()).has(around);
  });
  const uses = all.map(({ use }) => use);
  const changes = reached.filter((one) => isGathering(one.use) && !isGuarded(one.file, variable, one.use, uses));
  const read = reached.find(
    ({ use }) =>
      use.reads === wholeOf &&
      use.change === undefined &&
      !use.isReported &&
      !changes.some((change) => change.use.given.some((value) => isWithin(use.node, value))),
  );
  const [change] = changes;
  return change && read && { change, read };
}

const isGathering = ({ change }: Use): boolean => change === 'grows';

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

/** Where a reader should look first: the name of the handler. */
export const placeOf = ({ handler }: GatheredElsewhere): PythonNode => child(handler.node, 'name') ?? handler.node;

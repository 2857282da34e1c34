import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import type { JavaScriptHandler } from '../../../src/languages/javascript/handlers.ts';
import { type FunctionNode, unwrapped } from '../../../src/languages/javascript/nodes.ts';
import { initialValue, isPlain } from './initial.ts';
import { usesOfFunction } from './intent.ts';
import { calledByProject } from './obstacles.ts';
import type { GatheredElsewhere } from './other-modules.ts';
import { runAtImport } from './reach.ts';
import { type ResetElsewhere, resetElsewhere } from './reset-elsewhere.ts';
import { functionIn } from './resets.ts';
import { functionsAround, namingsOf, type Placed, runsIn } from './shared-state.ts';

/** How state in another module is cured, or why it is not. */
export type CureElsewhere =
  | ResetElsewhere
  | { readonly refusal: 'held-by-module' | 'handler-called-by-project' | 'initial-value-computed' };

/** Decides what becomes of state in another module: every handler of the file that reaches it begins with a reset. */
export function cureElsewhere(file: JavaScriptFile, gathered: GatheredElsewhere): CureElsewhere {
  const { module, binding, reaches } = gathered;
  const initial = initialValue(binding);
  if (!initial || !isPlain(initial)) return { refusal: 'initial-value-computed' };
  const called = reaches.flatMap(({ handler }) => calledByProject(file, handler) ?? [])[0];
  if (called) return { refusal: called.refusal };
  const refusal = 'held-by-module';
  if (!file.mayEdit(module.path) || reaches.some(({ handler }) => isReachedThroughOthers(handler))) return { refusal };
  if (gathered.isShared || gathered.places.some(isStored) || isUsedBeside(gathered)) return { refusal };
  return resetElsewhere(file, gathered) ?? { refusal };
}

/** Whether something else may run before the function: what wraps it, or another file that hands it to the platform. */
function isReachedThroughOthers({ fn, exported, through }: JavaScriptHandler): boolean {
  return unwrapped(exported) !== fn || through.length > 0;
}

/** Whether an object of its own keeps the state: a new value would not reach it. */
function isStored({ file, node, kind, path }: Placed): boolean {
  const parent = kind === 'read' && path.length === 0 ? file.parentOf(node) : undefined;
  if (parent?.type === 'NewExpression') return true;
  return parent?.type === 'AssignmentExpression' && parent.right === node;
}

/**
 * Whether something else in the process than the invocations of the handlers may use the state: a middleware that runs
 * before, or the import of a module.
 */
function isUsedBeside({ module, places, reaches, loaded }: GatheredElsewhere): boolean {
  const functions = new Map<string, Set<FunctionNode>>();
  for (const reach of reaches) {
    for (const [path, ones] of reach.functions) {
      const known = functions.get(path) ?? new Set();
      functions.set(path, known);
      for (const one of ones) known.add(one);
    }
  }
  const isBeside = (place: Placed): boolean => {
    if (!loaded.has(place.file.path) || runsIn(place, functions)) return false;
    return place.file !== module || isCallable(module, place, loaded);
  };
  const imported = runAtImport(loaded);
  if (places.some((place) => isBeside(place) || runsIn(place, imported))) return true;
  // Who calls a function that uses it, has to run in an invocation as well.
  const users = new Set(
    places.filter(({ file }) => file === module).flatMap(({ file, node }) => functionsAround(file, node)),
  );
  for (let before = -1; before !== users.size; ) {
    before = users.size;
    for (const user of users)
      for (const use of usesOfFunction(module, user)) for (const fn of functionsAround(module, use)) users.add(fn);
  }
  return [...module.module.exports.named].some(([name, one]) => {
    const fn = one.from === 'here' ? functionIn(module, one.node) : undefined;
    if (!fn || !users.has(fn)) return false;
    const namings = namingsOf(module, name, loaded);
    return !namings || namings.some((naming) => !runsIn(naming, functions));
  });
}

/** Whether a function around a use that no invocation runs is named anywhere in the process. */
function isCallable(module: JavaScriptFile, place: Placed, loaded: GatheredElsewhere['loaded']): boolean {
  const fn = functionsAround(module, place.node).at(-1);
  if (!fn) return true;
  const exports = [...module.module.exports.named].flatMap(([name, one]) =>
    one.from === 'here' && functionIn(module, one.node) === fn ? [{ name, node: one.node }] : [],
  );
  if (exports.length === 0) return true;
  const isUsed = usesOfFunction(module, fn).some((use) => !exports.some(({ node }) => node === use));
  return isUsed || exports.some(({ name }) => namingsOf(module, name, loaded)?.length !== 0);
}

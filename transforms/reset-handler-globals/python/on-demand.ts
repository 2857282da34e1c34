import type { PythonFile } from '../../../src/languages/python/file.ts';
import { child, isWithin, named, type PythonNode } from '../../../src/languages/python/node.ts';
import { isTested, namesIn } from './guards.ts';
import { isTest } from './obstacles.ts';
import { functionAround } from './reach.ts';
import type { Reached } from './reach-across.ts';

/**
 * Whether a function runs only where a test of what a module holds asks for it, in the files that call it:
 * `if not rules.loaded: rules.load()`.
 */
export function isOnDemand(
  module: PythonFile,
  file: PythonFile,
  callable: PythonNode | undefined,
  reached: ReadonlyMap<string, Reached>,
  seen = new Set<PythonNode>(),
): boolean {
  const name = callable && child(callable, 'name');
  if (callable === undefined || name === undefined || seen.has(callable)) return false;
  seen.add(callable);
  const calls = file.usersOf(file.textOf(name)).uses.filter((use) => !isTest(use.module.path));
  return (
    calls.length > 0 &&
    calls.every((use) => {
      const from = reached.get(use.module.path)?.file;
      const node = from && namesIn(from.root).find((one) => isWithin(one, use.node) && one.end === use.node.end);
      if (from === undefined || node === undefined) return false;
      const own = statesOf(module, from);
      return isTested(from, own, node, own) || isOnDemand(module, from, functionAround(node), reached, seen);
    })
  );
}

/** What a file mentions of a module's names, but for functions that are given something. */
function statesOf(module: PythonFile, file: PythonFile): ReadonlySet<PythonNode> {
  return new Set(
    namesIn(file.root).filter((node) => {
      const whole = node.field === 'attribute' && node.parent?.type === 'attribute' ? node.parent : node;
      if (whole === node && file.scopes.bindingOf(node) === undefined) return false;
      const call = whole.parent?.type === 'call' && whole.field === 'function' ? whole.parent : undefined;
      const list = call && child(call, 'arguments');
      if (list !== undefined && named(list).length > 0) return false;
      return file === module
        ? file.scopes.bindingOf(node)?.scope === file.scopes.module
        : file.definitionOf(whole)?.path === module.path;
    }),
  );
}

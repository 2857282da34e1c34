import type { PythonFile } from '../../../src/languages/python/file.ts';
import type { PythonNode } from '../../../src/languages/python/node.ts';
import { namesIn } from './guards.ts';
import { isTest } from './obstacles.ts';
import { type Reach, reachOf } from './reach.ts';

/** A file, and the functions of it that can run in the invocations of a handler. */
export interface Reached {
  readonly file: PythonFile;
  readonly functions: Set<PythonNode>;
}

/** Files that a handler's functions lead to; what is further away is left out. */
const largest = 40;

/**
 * The functions that can run because a handler runs, in all files of the project that its functions name, by file.
 * @param own the functions of the handler's own file.
 * @param opened gives another file, the same one each time.
 */
export function reachAcross(
  file: PythonFile,
  own: ReadonlySet<PythonNode>,
  defers: ReadonlySet<string>,
  opened: (path: string) => PythonFile | undefined,
): ReadonlyMap<string, Reached> {
  const found = new Map<string, Reached>([[file.path, { file, functions: new Set(own) }]]);
  const reaches = new Map<string, Reach>();
  const queue = [...own].map((callable) => ({ from: file, callable }));
  for (const { from, callable } of queue) {
    for (const { path, name } of namedElsewhere(from, callable, opened)) {
      const known = found.get(path);
      if (isTest(path) || (known === undefined && found.size > largest)) continue;
      const other = opened(path);
      const binding = other?.scopes.module.bindings.get(name);
      if (other === undefined || binding === undefined) continue;
      const reach = reaches.get(path) ?? reachOf(other, new Set(), defers);
      reaches.set(path, reach);
      const { functions } = known ?? { functions: new Set<PythonNode>() };
      found.set(path, { file: other, functions });
      for (const one of reach.throughName(binding)) {
        if (functions.has(one)) continue;
        functions.add(one);
        queue.push({ from: other, callable: one });
      }
    }
  }
  return found;
}

/** The names of other files that a function uses, imported at the top of its file or in itself. */
function namedElsewhere(
  file: PythonFile,
  callable: PythonNode,
  opened: (path: string) => PythonFile | undefined,
): { path: string; name: string }[] {
  return namesIn(callable).flatMap((node) => {
    if (!isImported(file, node)) return [];
    const chain = [node];
    for (let at = node; at.parent?.type === 'attribute' && at.field === 'object'; at = at.parent)
      chain.unshift(at.parent);
    for (const one of chain) {
      const defined = file.definitionOf(one);
      if (defined === undefined || defined.path === file.path) continue;
      if (opened(defined.path)?.scopes.module.bindings.has(defined.name)) return [defined];
    }
    return [];
  });
}

/** Whether an import brings a name, or a star import may. */
function isImported({ scopes }: PythonFile, node: PythonNode): boolean {
  const writes = scopes.bindingOf(node)?.writes ?? [];
  if (writes.length > 0) return writes.some(({ kind }) => kind === 'import');
  const isPart = node.field === 'attribute' || (node.field === 'name' && node.parent?.type === 'keyword_argument');
  return scopes.starImports.length > 0 && !isPart;
}

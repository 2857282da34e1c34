import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import type { Binding } from '../../../src/languages/javascript/scopes.ts';
import { walk } from '../../../src/languages/javascript/walk.ts';

/** The variable that an identifier reads or writes; undefined for the name of a property, which may be the same. */
export function variableAt(file: JavaScriptFile, node: Node): Binding | undefined {
  if (node.type !== 'Identifier') return undefined;
  const binding = file.scopes.bindingOf(node);
  if (!binding) return undefined;
  const names = known.get(binding) ?? new Set<Node>([...binding.reads, ...binding.writes.map((write) => write.node)]);
  known.set(binding, names);
  return names.has(node) ? binding : undefined;
}

const known = new WeakMap<Binding, ReadonlySet<Node>>();

/** Whether an expression names a variable. */
export function mentions(file: JavaScriptFile, root: Node, binding: Binding): boolean {
  let found = false;
  walk(root, (node) => {
    if (variableAt(file, node) === binding) found = true;
    return !found;
  });
  return found;
}

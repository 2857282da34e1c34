import type { PythonFile } from '../../../src/languages/python/file.ts';
import { child, isWithin, type PythonNode } from '../../../src/languages/python/node.ts';
import { functionAround } from '../../../src/languages/python/queries.ts';
import { walk } from '../../../src/languages/python/walk.ts';

/**
 * Where the program changes a list, a dict or a set with which a query is built, behind the query or in a function.
 * @param value the query.
 */
export function changedLater(file: PythonFile, value: PythonNode): PythonNode | undefined {
  for (const node of walk(value)) {
    const binding = node.type === 'identifier' ? file.scopes.bindingOf(node) : undefined;
    const [write] = binding?.scope.kind === 'module' ? binding.writes : [];
    if (binding === undefined || !isContainer(file, write?.value)) continue;
    const changed = binding.reads.find(
      (read) =>
        !isWithin(read, value) &&
        (read.start > value.start || functionAround(read) !== undefined) &&
        isChanged(file, read),
    );
    if (changed !== undefined) return changed;
  }
  return undefined;
}

function isContainer(file: PythonFile, value: PythonNode | undefined): boolean {
  if (value?.type === 'call') return /^(?:list|dict|set)\(/.test(file.textOf(value));
  return value !== undefined && /^(?:list|dictionary|set)(?:_comprehension)?$/.test(value.type);
}

/** `where["open"] = False`, `numbers.append(number)`. */
function isChanged(file: PythonFile, read: PythonNode): boolean {
  let part = read;
  while (part.parent?.type === 'subscript' && part.field === 'value') part = part.parent;
  if (part !== read && file.scopes.mutations.some(({ target }) => target === part)) return true;
  const up = part.parent;
  const method = up?.type === 'attribute' && up.parent?.type === 'call' ? child(up, 'attribute') : undefined;
  return method !== undefined && part.field === 'object' && changing.test(file.textOf(method));
}

const changing = /^(?:append|extend|insert|pop|popitem|remove|discard|clear|add|update|setdefault|sort|reverse)$/;

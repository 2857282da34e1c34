import type { PythonFile } from '../../../src/languages/python/file.ts';
import { child, isWithin, type PythonNode } from '../../../src/languages/python/node.ts';
import { walk } from '../../../src/languages/python/walk.ts';
import { type Definition, functionCalled } from './called.ts';
import { isRemote, type Slow } from './slow.ts';

/** How many calls are followed down. */
const deepest = 2;

/**
 * Whether others have time to write while a call runs: it goes to the outside or asks the database, by itself or in
 * functions of the project; or it is a method of something that the file does not tell.
 */
export function isWaitedFor(file: PythonFile, callable: PythonNode, { node, isRemote: isOutside }: Slow): boolean {
  const callee = child(node, 'function');
  if (isOutside || callee === undefined || isQuery(file, node)) return true;
  const called = functionCalled(file, callee, callable);
  if (called !== undefined) return asks(called, 1);
  return callee.type === 'attribute' && !isOfLibrary(file, callee);
}

function asks({ file, node }: Definition, depth: number): boolean {
  return [...walk(node)].some((inner) => {
    if (inner.type === 'await') return true;
    const callee = inner.type === 'call' ? child(inner, 'function') : undefined;
    if (callee === undefined) return false;
    if (isRemote(file, inner) || isQuery(file, inner)) return true;
    const called = depth < deepest ? functionCalled(file, callee, node) : undefined;
    return called !== undefined && asks(called, depth + 1);
  });
}

function isQuery(file: PythonFile, call: PythonNode): boolean {
  const callee = child(call, 'function');
  return (
    file.sites('row').some(({ node }) => isWithin(call, node)) ||
    (callee !== undefined && /\.(?:objects\b|save$|execute$)/.test(file.textOf(callee)))
  );
}

/** Whether the name that a callee begins with is imported from outside of the project. */
function isOfLibrary(file: PythonFile, callee: PythonNode): boolean {
  let root: PythonNode | undefined = callee;
  while (root !== undefined && root.type !== 'identifier') root = child(root, 'object') ?? child(root, 'function');
  if (root === undefined || file.definitionOf(root) !== undefined) return false;
  const writes = file.scopes.bindingOf(root)?.writes ?? [];
  return writes.length > 0 && writes.every(({ statement }) => /^import/.test(statement.type));
}

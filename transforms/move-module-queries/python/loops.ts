import type { PythonFile, PythonSite } from '../../../src/languages/python/file.ts';
import { child, isWithin, named, type PythonNode } from '../../../src/languages/python/node.ts';
import { functionAround } from '../../../src/languages/python/queries.ts';
import type { Observed } from '../../../src/model/transform.ts';
import { classAround } from './choices.ts';
import type { Holder } from './holders.ts';
import { observe } from './observe.ts';
import type { Code } from './refusals.ts';

/** A loop over rows that runs at import and fills names: those that a class or a function reads afterwards. */
export function* filledByLoop(
  file: PythonFile,
  site: PythonSite,
  { statement, value }: Holder,
): Generator<Observed<Code>> {
  const body = child(statement, 'body');
  const owner = classAround(statement);
  for (const target of body === undefined ? [] : filledIn(body, file.text)) {
    const binding = file.scopes.bindingOf(target);
    if (binding === undefined || binding.scope.kind !== (owner === undefined ? 'module' : 'class')) continue;
    const isReadLater = binding.reads.some(
      (read) => !isWithin(read, statement) && (owner !== undefined || functionAround(read) !== undefined),
    );
    if (!isReadLater) continue;
    yield observe({ site, node: value, name: binding.name, isRows: true }, { refusal: 'filled-by-loop' });
    return;
  }
}

/** The names on which a block calls `append` and the like, or sets an item. */
function filledIn(body: PythonNode, text: string): PythonNode[] {
  const names: PythonNode[] = [];
  const stack = [body];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const callee = node.type === 'call' ? child(node, 'function') : undefined;
    const method = callee?.type === 'attribute' ? child(callee, 'attribute') : undefined;
    if (method && /^(?:append|add|extend|update|setdefault|insert)$/.test(text.slice(method.start, method.end))) {
      const object = callee && child(callee, 'object');
      if (object?.type === 'identifier') names.push(object);
    }
    const left = /assignment$/.test(node.type) ? child(node, 'left') : undefined;
    const item =
      left?.type === 'subscript' ? child(left, 'value') : node.type === 'augmented_assignment' ? left : undefined;
    if (item?.type === 'identifier') names.push(item);
    stack.push(...named(node));
  }
  return names.sort((a, b) => a.start - b.start);
}

import type { PythonFile } from '../../../src/languages/python/file.ts';
import { child, named, type PythonNode } from '../../../src/languages/python/node.ts';

const isClock = /(?:^|\.)(?:now|utcnow|today)$/;

/** Whether a query is made with the time at which it is made: `created__gt=now()`. */
export function isFrozen(file: PythonFile, value: PythonNode): boolean {
  const stack = [value];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const callee = node.type === 'call' ? child(node, 'function') : undefined;
    if (callee !== undefined && isClock.test(file.textOf(callee))) return true;
    if (node.type !== 'lambda') stack.push(...named(node));
  }
  return false;
}

/** What happens to such a query, in one sentence. */
export const frozenMessage = (name: string): string =>
  `\`${name}\` compares with the time of the import, however late it runs.`;

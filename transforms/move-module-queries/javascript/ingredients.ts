import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { isFunctionNode, unwrapped } from '../../../src/languages/javascript/nodes.ts';
import type { Binding } from '../../../src/languages/javascript/scopes.ts';
import { closest, isWithin, startOf, walk } from '../../../src/languages/javascript/walk.ts';
import { isChanged } from './changes.ts';
import type { Code } from './refusals.ts';

/**
 * What a query is built with and what has another value by the time that a function asks: a name that is assigned behind
 * it, an object that is changed there.
 * @param value the query.
 */
export function laterIngredient(file: JavaScriptFile, value: Node): { code: Code; node: Node } | undefined {
  const found = new Set<Binding>();
  walk(value, (node) => {
    const binding = node.type === 'Identifier' ? file.scopes.bindingOf(node) : undefined;
    if (binding?.scopeNode.type === 'Program' && binding.reads.some((read) => read === node)) found.add(binding);
  });
  const isLater = (node: Node) =>
    !isWithin(node, value) &&
    (startOf(node) > startOf(value) || closest(node, file.parentOf, isFunctionNode) !== undefined);
  for (const binding of found) {
    const write = binding.writes.find(({ kind, node }) => kind !== 'init' && isLater(node));
    if (write) return { code: 'built-with-rebound-name', node: write.node };
    const [first] = binding.writes;
    const change = isContainer(first?.value)
      ? binding.reads.find((read) => isLater(read) && isChanged(file.module, read))
      : undefined;
    if (change) return { code: 'built-with-changed-value', node: change };
  }
  return undefined;
}

/** A client is no value that the query is built with, whatever is called on it. */
function isContainer(value: Node | undefined): boolean {
  const node = value && unwrapped(value);
  if (node?.type === 'ArrayExpression' || node?.type === 'ObjectExpression') return true;
  return (
    node?.type === 'NewExpression' && node.callee.type === 'Identifier' && /^(?:Map|Set|Array)$/.test(node.callee.name)
  );
}

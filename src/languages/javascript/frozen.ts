import type { Node } from '@babel/types';
import type { Module } from './module.ts';
import { isCallNode, isFunctionNode, isMemberNode, propertyName, unwrapped } from './nodes.ts';
import type { Binding } from './scopes.ts';
import { startOf, walk } from './walk.ts';

/**
 * Whether an expression at the top of a module asks for the time or a random value, the import's ever after, itself or by
 * a name of the module that holds one.
 */
export function isFrozen(module: Pick<Module, 'scopes'>, init: Node): boolean {
  let found = false;
  walk(init, (node) => {
    if (isFunctionNode(node)) return false;
    const held = node.type === 'Identifier' ? constantOf(module.scopes.bindingOf(node), node) : undefined;
    found ||= held !== undefined && held !== init && isFrozen(module, held);
    if (node.type === 'NewExpression') {
      found ||= node.callee.type === 'Identifier' && node.callee.name === 'Date' && node.arguments.length === 0;
    } else if (isCallNode(node)) {
      const { callee } = node;
      const method = isMemberNode(callee) ? propertyName(callee) : undefined;
      const owner = isMemberNode(callee) && callee.object.type === 'Identifier' ? callee.object.name : undefined;
      found ||= (/^Date(?:Time)?$/.test(owner ?? '') && method === 'now') || (owner === 'Math' && method === 'random');
      found ||= method === 'randomUUID' || (callee.type === 'Identifier' && callee.name === 'randomUUID');
      const clock = callee.type === 'Identifier' && /^(?:dayjs|moment)$/.test(callee.name);
      found ||= clock && node.arguments.length === 0;
    }
    return !found;
  });
  return found;
}

/** What a name of the module stands for, where it was given a value once, above. */
function constantOf(binding: Binding | undefined, name: Node): Node | undefined {
  const [only, ...others] = binding?.scopeNode.type === 'Program' ? binding.writes : [];
  if (!only?.value || only.kind !== 'init' || others.length > 0 || !isMoment(only.value)) return undefined;
  // The key of a property may have the same name.
  const isRead = binding?.reads.some((read) => read === name);
  return isRead && startOf(only.value) < startOf(name) ? only.value : undefined;
}

/** Whether a value is a time or a random value, or computed from one: a client may be made with one, and is none. */
function isMoment(value: Node): boolean {
  const node = unwrapped(value);
  if (isCallNode(node)) return isMoment(node.callee);
  if (isMemberNode(node)) return isMoment(node.object);
  if (node.type === 'NewExpression') return isMoment(node.callee);
  if (node.type === 'Identifier') return /^(?:Date|DateTime|Math|crypto|randomUUID|dayjs|moment)$/.test(node.name);
  return node.type === 'TemplateLiteral' || node.type === 'BinaryExpression';
}

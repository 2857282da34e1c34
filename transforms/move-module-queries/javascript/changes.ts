import type { Node } from '@babel/types';
import type { Module } from '../../../src/languages/javascript/module.ts';
import { isCallNode, isMemberNode, propertyName } from '../../../src/languages/javascript/nodes.ts';

/** Whether a place changes the value that it reads: `rooms.push(…)`, `rooms[0] = …`, `Object.assign(rooms, …)`. */
export function isChanged({ parentOf }: Module, node: Node): boolean {
  let inner = node;
  let depth = 0;
  let parent = parentOf(inner);
  while (parent && ((isMemberNode(parent) && parent.object === inner) || parent.type === 'TSNonNullExpression')) {
    if (isMemberNode(parent)) depth += 1;
    inner = parent;
    parent = parentOf(inner);
  }
  if (!parent) return false;
  if (parent.type === 'AssignmentExpression') return parent.left === inner;
  if (parent.type === 'UpdateExpression') return true;
  if (parent.type === 'UnaryExpression') return parent.operator === 'delete';
  if (!isCallNode(parent)) return false;
  const { callee } = parent;
  if (callee === inner && isMemberNode(inner)) return depth > 0 && changing.test(propertyName(inner) ?? '');
  const isAssign = isMemberNode(callee) && callee.object.type === 'Identifier' && callee.object.name === 'Object';
  return isAssign && propertyName(callee) === 'assign' && parent.arguments[0] === inner;
}

const changing = /^(?:push|pop|shift|unshift|splice|sort|reverse|fill|copyWithin|set|add|delete|clear)$/;

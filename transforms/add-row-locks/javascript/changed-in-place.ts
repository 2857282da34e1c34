import type { Node } from '@babel/types';
import {
  isCallNode,
  isMemberNode,
  type MemberNode,
  propertyName,
  unwrapped,
} from '../../../src/languages/javascript/nodes.ts';

/** What a node changes in place: the object whose property is set or whose method changes it. */
export function changedBy(node: Node): Node | undefined {
  if (node.type === 'AssignmentExpression' && isMemberNode(node.left)) return ownerOf(node.left);
  if (node.type === 'UpdateExpression' && isMemberNode(node.argument)) return ownerOf(node.argument);
  if (node.type === 'UnaryExpression' && node.operator === 'delete' && isMemberNode(node.argument))
    return ownerOf(node.argument);
  if (!isCallNode(node) || !isMemberNode(node.callee)) return undefined;
  if (changing.test(propertyName(node.callee) ?? '')) return node.callee.object;
  const [first] = node.arguments;
  return nameOf(node.callee) === 'assign' && nameOf(node.callee.object) === 'Object' && first ? first : undefined;
}

const ownerOf = (member: MemberNode): Node => member.object;

/** What a callee is called: `push` of `row.tags.push`. */
export function nameOf(callee: Node): string {
  const node = unwrapped(callee);
  if (isMemberNode(node)) return propertyName(node) ?? '';
  return node.type === 'Identifier' ? node.name : '';
}

const changing = /^(?:push|unshift|splice|pop|shift|add|delete|append|set)$/;

import type { Node } from '@babel/types';
import { isCallNode, isFunctionNode, isMemberNode, propertyName } from '../../../src/languages/javascript/nodes.ts';
import { walk } from '../../../src/languages/javascript/walk.ts';

/** Whether an expression asks for the time or a random value: the import's, ever after. */
export function isFrozen(init: Node): boolean {
  let found = false;
  walk(init, (node) => {
    if (isFunctionNode(node)) return false;
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

import type { Node } from '@babel/types';
import type { Located } from './module.ts';
import { isMemberNode, propertyName, unwrapped } from './nodes.ts';
import { endOf, startOf } from './walk.ts';

/** The names by which a receiver is called: the last property that has a name, on either side of `??` and its kin. */
export function namesOf(receiver: Node): string[] {
  const node = unwrapped(receiver);
  if (isMemberNode(node)) {
    const name = propertyName(node);
    // One of several is named like all of them: `queues[name]`.
    return name === undefined ? namesOf(node.object) : [name.replace('#', '')];
  }
  switch (node.type) {
    case 'Identifier':
      return [node.name];
    case 'LogicalExpression':
      return [...namesOf(node.left), ...namesOf(node.right)];
    case 'ConditionalExpression':
      return [...namesOf(node.consequent), ...namesOf(node.alternate)];
    case 'AwaitExpression':
      return namesOf(node.argument);
    default:
      return [];
  }
}

/** The text of an expression on one line. */
export function spelling({ module, node }: Located): string {
  return module.text
    .slice(startOf(node), endOf(node))
    .replace(/\s+/g, ' ')
    .replace(/ ?(\?\.|\.) ?/g, '$1');
}

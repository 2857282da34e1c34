import type { Node } from '@babel/types';
import { closest, isWithin, type ParentOf } from './walk.ts';

/**
 * Whether of two places one is in a branch and the other in its alternative, so that none leads to the other.
 * @param within a node around both: rounds of loops and calls of functions inside of it are one run.
 */
export function areAlternatives(parentOf: ParentOf, a: Node, b: Node, within: Node): boolean {
  const fork = closest(a, parentOf, isFork);
  for (let one = fork; one && isWithin(one, within); one = closest(one, parentOf, isFork)) {
    if (!isWithin(b, one)) continue;
    const { consequent, alternate } = one;
    if (!alternate) return false;
    const isParted =
      (isWithin(a, consequent) && isWithin(b, alternate)) || (isWithin(a, alternate) && isWithin(b, consequent));
    return isParted && !isRepeated(parentOf, one, within);
  }
  return false;
}

type Fork = Extract<Node, { type: 'IfStatement' | 'ConditionalExpression' }>;

const isFork = (node: Node): node is Fork => node.type === 'IfStatement' || node.type === 'ConditionalExpression';

/** Whether a loop or a function inside of a node runs a place more than once. */
function isRepeated(parentOf: ParentOf, node: Node, within: Node): boolean {
  const isRound = (one: Node): one is Node => /Loop|^(?:For|While|DoWhile)\w*Statement$|Function|Method/.test(one.type);
  const round = closest(node, parentOf, isRound);
  return round !== undefined && round !== within && isWithin(round, within);
}

import type { Node } from '@babel/types';
import {
  type CallNode,
  type FunctionNode,
  isCallNode,
  isFunctionNode,
  isLoopNode,
  isMemberNode,
  type LoopNode,
  propertyName,
} from './nodes.ts';
import { inSequence, type Outcome, outcomesBehind } from './outcomes.ts';
import { closest, isWithin, type ParentOf, startOf } from './walk.ts';

/** What the questions below are asked of: a file, by its tree. */
export interface Tree {
  readonly parentOf: ParentOf;
}

/** Code that runs again and again: a loop, or a function that a method calls for each element. */
export type Loop =
  | { readonly iteration: 'statement'; readonly node: LoopNode }
  | { readonly iteration: 'callback'; readonly node: FunctionNode; readonly call: CallNode };

/**
 * The loops that run a node once a turn, innermost first, up to the enclosing function. A function given in place to
 * `forEach` and its kin is one, and the search goes on around it.
 */
export function loopsAround({ parentOf }: Tree, node: Node): Loop[] {
  const loops: Loop[] = [];
  let inner = node;
  for (let outer = parentOf(inner); outer !== undefined; outer = parentOf(inner)) {
    if (isLoopNode(outer) && runsEachTurn(outer, inner)) loops.push({ iteration: 'statement', node: outer });
    if (isFunctionNode(outer)) {
      const call = parentOf(outer);
      if (call === undefined || !isCallNode(call) || !isIteration(call, outer)) break;
      loops.push({ iteration: 'callback', node: outer, call });
    }
    inner = outer;
  }
  return loops;
}

/**
 * Whether a loop is always left behind a statement inside it, before its next turn: an unconditional `break`, `return`
 * or `throw` later in the statement's block or in one around it. A `throw` that a `catch` inside the loop takes does not
 * leave it; nothing leaves `forEach`. Only what is thrown on purpose counts.
 */
export function leavesLoopAfter({ parentOf }: Tree, statement: Node, loop: Loop): boolean {
  if (loop.iteration === 'callback') return false;
  const outcomes = outcomesUpTo(loop.node.body, statement, parentOf);
  return outcomes !== undefined && outcomes.length > 0 && outcomes.every((outcome) => leaves(outcome, loop.node));
}

/**
 * Whether a node may run after another in one pass through their function: it stands later in the text, not on an
 * exclusive branch, and nothing between them always leaves. False where they are in different functions.
 */
export function comesAfter({ parentOf }: Tree, node: Node, other: Node): boolean {
  if (startOf(node) <= startOf(other) || isWithin(node, other)) return false;
  if (closest(node, parentOf, isFunctionNode) !== closest(other, parentOf, isFunctionNode)) return false;
  const shared = closest(other, parentOf, (outer): outer is Node => isWithin(node, outer));
  if (shared === undefined) return false;
  const from = childAround(other, shared, parentOf);
  const to = childAround(node, shared, parentOf);
  if (shared.type === 'IfStatement' || shared.type === 'ConditionalExpression') return from === shared.test;
  // The handler runs for what the block did not finish, and the finalizer always.
  if (shared.type === 'TryStatement') return true;
  const behind = outcomesUpTo(from, other, parentOf) ?? [];
  if (!behind.includes('normal')) return false;
  return inSequence(statementsBetween(shared, from, to), parentOf).includes('normal');
}

const iterating = /^(?:forEach|map|flatMap|filter|reduce|each|eachSeries)$/;

function isIteration({ callee, arguments: given }: CallNode, fn: FunctionNode): boolean {
  return isMemberNode(callee) && iterating.test(propertyName(callee) ?? '') && given.some((one) => one === fn);
}

function runsEachTurn(loop: LoopNode, part: Node): boolean {
  if (loop.type === 'ForInStatement' || loop.type === 'ForOfStatement') return loop.right !== part;
  return loop.type !== 'ForStatement' || loop.init !== part;
}

/** How the code from a node to the end of one around it may end; undefined where a function lies between. */
function outcomesUpTo(end: Node, start: Node, parentOf: ParentOf): Outcome[] | undefined {
  let outcomes = leaving(start, ['normal']);
  let inner = start;
  while (inner !== end) {
    const outer = parentOf(inner);
    if (outer === undefined || isFunctionNode(outer)) return undefined;
    outcomes = leaving(outer, outcomesBehind(inner, outer, outcomes, parentOf));
    inner = outer;
  }
  return outcomes;
}

/** What stands in a `return` or a `throw` has that behind it. */
function leaving(node: Node, before: Outcome[]): Outcome[] {
  if (node.type === 'ReturnStatement') return ['return'];
  return node.type === 'ThrowStatement' ? ['throw'] : before;
}

function leaves(outcome: Outcome, loop: LoopNode): boolean {
  if (typeof outcome === 'string') return outcome !== 'normal';
  const { jump, target } = outcome;
  return target === loop ? jump === 'break' : target !== undefined && !isWithin(target, loop);
}

function childAround(node: Node, outer: Node, parentOf: ParentOf): Node {
  let inner = node;
  for (let next = parentOf(inner); next !== undefined && next !== outer; next = parentOf(inner)) inner = next;
  return inner;
}

/** The statements that run between two parts of a list or of a switch; none elsewhere. */
function statementsBetween(shared: Node, from: Node, to: Node): readonly Node[] {
  if (shared.type === 'SwitchStatement') {
    const cases = shared.cases.slice(
      shared.cases.indexOf(from as never) + 1,
      Math.max(0, shared.cases.indexOf(to as never)),
    );
    return cases.flatMap(({ consequent }) => consequent);
  }
  const list = shared.type === 'SwitchCase' ? shared.consequent : 'body' in shared ? shared.body : [];
  if (!Array.isArray(list)) return [];
  const nodes = list as Node[];
  return nodes.includes(from) ? nodes.slice(nodes.indexOf(from) + 1, nodes.indexOf(to)) : [];
}

import type { Node } from '@babel/types';
import type { Tree } from '../../../src/languages/javascript/flow.ts';
import {
  type FunctionNode,
  isCallNode,
  isFunctionNode,
  isLoopNode,
  isMemberNode,
  isStatementList,
  propertyName,
} from '../../../src/languages/javascript/nodes.ts';
import { closest, isWithin } from '../../../src/languages/javascript/walk.ts';

/**
 * The function whose running reads a node: the innermost one around it.
 * @returns `import` where the node is read while its module is imported, `field` where a class reads it for a property.
 */
export function readerOf({ parentOf }: Tree, node: Node): FunctionNode | 'import' | 'field' {
  const reader = closest(node, parentOf, (one): one is Node => isFunctionNode(one) || isField(one));
  if (!reader) return 'import';
  if (!isFunctionNode(reader)) return 'field';
  const call = parentOf(reader);
  // A function that is called where it stands belongs to the code around it.
  if (call && isCallNode(call) && call.callee === reader && readerOf({ parentOf }, call) === 'import') return 'import';
  return reader;
}

function isField(node: Node): boolean {
  return /^Class(?:Accessor|Private)?Property$/.test(node.type);
}

/** The function around one that a method calls at once for each element: the code that such a callback belongs to. */
export function aroundVisit({ parentOf }: Tree, fn: FunctionNode): FunctionNode | undefined {
  const call = parentOf(fn);
  if (!call || !isCallNode(call) || !isMemberNode(call.callee)) return undefined;
  if (!visiting.test(propertyName(call.callee) ?? '')) return undefined;
  const outer = closest(call, parentOf, (one): one is Node => isFunctionNode(one) || isField(one));
  return outer && isFunctionNode(outer) ? outer : undefined;
}

const visiting =
  /^(?:map|flatMap|filter|find|findIndex|findLast|findLastIndex|some|every|forEach|reduce|reduceRight|sort|toSorted)$/;

/** A loop that goes on until something happens, and is there to see it: `while`, `do`, `for (;;)`. */
function isPolling(node: Node): boolean {
  return isLoopNode(node) && (/While/.test(node.type) || (node.type === 'ForStatement' && !node.test));
}

/**
 * Where a local name for all of some nodes is declared: the statement to precede, in the innermost list of statements
 * that holds them all, above loops over what is there already and inside loops that poll.
 * @returns undefined where only some of them are inside a polling loop, or no statement holds them.
 */
export function statementToPrecede({ parentOf }: Tree, owner: FunctionNode, nodes: readonly Node[]): Node | undefined {
  const [first, ...others] = nodes;
  if (!first) return undefined;
  const polling = nodes.map((node) => loopAround(parentOf, node, owner));
  const [loop] = polling;
  if (polling.some((other) => other !== loop)) return undefined;
  let best: Node | undefined;
  let inner: Node = first;
  for (let outer = parentOf(inner); outer && inner !== owner; outer = parentOf(inner)) {
    const isList = isStatementList(outer) && outer.type !== 'SwitchCase';
    if (isList && !best && others.every((node) => isWithin(node, outer as Node))) best = inner;
    if (outer === loop) break;
    // A loop over rows, and a callback for each of them, would ask once for each.
    if (best && (isLoopNode(outer) || isFunctionNode(outer)) && outer !== owner) best = undefined;
    inner = outer;
  }
  // The body of a polling loop without braces holds no line above its only statement.
  return best && loop && isLoopNode(loop) && !isWithin(best, loop.body) ? undefined : best;
}

/** The innermost polling loop around a node, inside its function; the head of a loop is part of it. */
function loopAround(parentOf: Tree['parentOf'], node: Node, owner: FunctionNode): Node | undefined {
  for (let outer = parentOf(node); outer && outer !== owner; outer = parentOf(outer))
    if (isPolling(outer)) return outer;
  return undefined;
}

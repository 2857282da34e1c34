import type { Node } from '@babel/types';
import { type FunctionNode, isFunctionNode, unwrapped } from './nodes.ts';
import type { Binding } from './scopes.ts';
import { childrenOf } from './walk.ts';

/** The expression, or the declared function, that a name always stands for: it is written once, where it is declared. */
export function lastingValueOf({ declaration, kind, writes }: Binding): Node | undefined {
  if (kind === 'function') return writes.length === 0 ? declaration : undefined;
  const [only, ...others] = writes;
  return only?.kind === 'init' && others.length === 0 ? only.value : undefined;
}

/** The function that a name always stands for. */
export function functionOf(binding: Binding | undefined): FunctionNode | undefined {
  const value = binding && lastingValueOf(binding);
  const meant = value && unwrapped(value);
  return meant && isFunctionNode(meant) ? meant : undefined;
}

/** The outermost functions below a node: the methods of a class, the callbacks of a call. */
export function functionsBelow(node: Node): FunctionNode[] {
  return childrenOf(node).flatMap((child) => (isFunctionNode(child) ? [child] : functionsBelow(child)));
}

import type { Node } from '@babel/types';
import { isFunctionNode } from './nodes.ts';
import { walk } from './walk.ts';

/**
 * What says what a function returns: its declared type, or the expressions that it returns.
 * @param fn a function, or the signature of a method in a type; anything else returns nothing.
 */
export function returnsOf(fn: Node): { readonly node: Node; readonly isType: boolean }[] {
  if (fn.type === 'TSMethodSignature') return fn.typeAnnotation ? [{ node: fn.typeAnnotation, isType: true }] : [];
  if (!isFunctionNode(fn)) return [];
  if (fn.returnType) return [{ node: fn.returnType, isType: true }];
  if (fn.body.type !== 'BlockStatement') return [{ node: fn.body, isType: false }];
  const returned: { node: Node; isType: boolean }[] = [];
  walk(fn.body, (node) => {
    if (node.type === 'ReturnStatement' && node.argument) returned.push({ node: node.argument, isType: false });
    return !isFunctionNode(node);
  });
  return returned;
}

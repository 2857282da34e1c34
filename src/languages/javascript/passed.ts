import type { Node } from '@babel/types';
import type { Located } from './module.ts';
import { type CallNode, isCallNode, isFunctionNode } from './nodes.ts';

/** A call that a function is passed to, and the argument that stands for the function there. */
export interface Passed {
  readonly call: CallNode;
  readonly argument: Node;
}

/** The calls of its file that a function is passed to, in place or by name. */
export function callsWith({ module, node }: Located): Passed[] {
  const { parentOf } = module;
  const holder = parentOf(node);
  const inPlace = holder && passedIn(holder, node);
  if (inPlace) return [inPlace];
  const name =
    isFunctionNode(node) && 'id' in node && node.id
      ? node.id
      : holder?.type === 'VariableDeclarator'
        ? holder.id
        : undefined;
  if (name?.type !== 'Identifier') return [];
  return (module.scopes.bindingOf(name)?.reads ?? []).flatMap((read) => {
    const user = parentOf(read);
    return (user && passedIn(user, read)) ?? [];
  });
}

function passedIn(call: Node, argument: Node): Passed | undefined {
  return isCallNode(call) && call.arguments.some((one) => one === argument) ? { call, argument } : undefined;
}

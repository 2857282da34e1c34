import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import type { Module } from '../../../src/languages/javascript/module.ts';
import {
  type CallNode,
  isCallNode,
  isFunctionNode,
  isMemberNode,
  propertyName,
  unwrapped,
} from '../../../src/languages/javascript/nodes.ts';

/** How deep a list is followed from function to function. */
const deepest = 4;

/**
 * Whether a call of a function of the project adds to a list that it is given, and does nothing else with it.
 * @param argument the argument that is the list.
 */
export function addsTo(file: JavaScriptFile, call: CallNode, argument: Node): boolean {
  return addsIn(file, file.module, call, argument, deepest);
}

function addsIn(file: JavaScriptFile, module: Module, call: CallNode, argument: Node, depth: number): boolean {
  const at = call.arguments.map((one): Node => one).indexOf(argument);
  if (depth === 0 || at < 0 || call.arguments.slice(0, at).some(({ type }) => type === 'SpreadElement')) return false;
  const [called, ...others] = file.functionsCalled({ module, node: call });
  if (called === undefined || others.length > 0 || !isFunctionNode(called.node)) return false;
  const { node: fn, module: home } = called;
  const parameter = fn.params[at];
  const binding = parameter?.type === 'Identifier' ? home.scopes.bindingOf(parameter) : undefined;
  if (binding === undefined || binding.writes.length > 0 || binding.reads.length === 0) return false;
  return binding.reads.every((read) => {
    const up = home.parentOf(read);
    if (up !== undefined && isCallNode(up)) return addsIn(file, home, up, read, depth - 1);
    const outer = up && isMemberNode(up) && up.object === read ? home.parentOf(up) : undefined;
    const isCalled = outer !== undefined && isCallNode(outer) && unwrapped(outer.callee) === up;
    return isCalled && up !== undefined && isMemberNode(up) && /^(?:push|unshift)$/.test(propertyName(up) ?? '');
  });
}

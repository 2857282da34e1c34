import type { Node } from '@babel/types';
import type { RegisteredHandler } from '../../model/handler-patterns.ts';
import { type ExportedFunction, functionMeant } from './exported-functions.ts';
import type { Module } from './module.ts';
import { type CallNode, isCallNode, isMemberNode, keyName, propertyName, unwrapped } from './nodes.ts';
import { spelling } from './receivers.ts';
import { lastOf, mayBeCalledAs, receiverOf, type Sites } from './sites.ts';
import { walk } from './walk.ts';

/** A function under the spelling of what it is given to. */
interface Registered extends ExportedFunction {
  /** How it is known, a sentence. */
  readonly evidence: string;
}

/** The functions of a file that are given to what registers handlers. */
export function registeredHandlers(
  pattern: RegisteredHandler,
  module: Module,
  calls: readonly CallNode[],
  sites: Sites,
): Registered[] {
  return calls.flatMap((call): Registered[] => {
    const argument = call.arguments.at(pattern.callback);
    const given = argument && (propertyOf(argument, pattern.property) ?? argument);
    const name = given && registrarOf(pattern, call, module, sites);
    const fn = name === undefined ? undefined : functionMeant(given as Node, module);
    if (!name || !fn) return [];
    const spelled = spelling({ module, node: call.callee });
    return [{ name: spelled, fn, exported: call, evidence: `It is given to ${name}.` }];
  });
}

/** The calls of a file that are given anything. */
export function callsIn({ ast }: Module): CallNode[] {
  const calls: CallNode[] = [];
  walk(ast.program, (node) => {
    if (isCallNode(node) && node.arguments.length > 0) calls.push(node);
  });
  return calls;
}

/** What a handler is given to, as its library names it; undefined where a call is another one. */
function registrarOf(
  pattern: RegisteredHandler,
  { callee }: CallNode,
  module: Module,
  sites: Sites,
): string | undefined {
  if ('call' in pattern) {
    const wanted = [pattern.call].flat().filter((name) => mayBeCalledAs(callee, lastOf(name), module));
    const names = wanted.length > 0 ? sites.exportNames({ module, node: callee }) : new Set<string>();
    return wanted.find((one) => names.has(one));
  }
  const method = isMemberNode(callee) ? propertyName(callee) : undefined;
  if (!isMemberNode(callee) || method === undefined || ![pattern.method].flat().includes(method)) return undefined;
  const receiver = receiverOf(callee.object, pattern.of.property);
  const instances = receiver ? sites.instancesOf({ module, node: receiver }) : [];
  const owner = [pattern.of.instanceOf].flat().find((wanted) => instances.some(({ name }) => name === wanted));
  return owner && `${owner}.${method}`;
}

function propertyOf(argument: Node, property: string | undefined): Node | undefined {
  const object = unwrapped(argument);
  if (property === undefined || object.type !== 'ObjectExpression') return undefined;
  for (const one of object.properties) {
    if (one.type === 'SpreadElement' || keyName(one.key, one.computed) !== property) continue;
    return one.type === 'ObjectMethod' ? one : one.value;
  }
  return undefined;
}

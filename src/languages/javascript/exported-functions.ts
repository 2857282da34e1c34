import type { Node } from '@babel/types';
import { lastingValueOf } from './functions.ts';
import type { Module } from './module.ts';
import {
  type CallNode,
  type ClassNode,
  type FunctionNode,
  isCallNode,
  isClassNode,
  isFunctionNode,
  isMemberNode,
  keyName,
  propertyName,
  unwrapped,
} from './nodes.ts';

/** A function that a file offers to others. */
export interface ExportedFunction {
  /** The properties that lead to it, joined by dots: `handler`, `default.fetch`; `=` is the whole of `module.exports`. */
  readonly name: string;
  readonly fn: FunctionNode;
  /** The whole of what is exported: the function, a name of it, or a call that wraps it. */
  readonly exported: Node;
}

/** The functions that a file exports, also as the methods of an object, or of a class that is its default. */
export function exportedFunctions(module: Module): ExportedFunction[] {
  return [...module.exports.named].flatMap(([name, one]): ExportedFunction[] => {
    if (one.from !== 'here') return [];
    const value = heldBy(one.node, module) ?? one.node;
    const fn = functionMeant(one.node, module);
    if (fn) return [{ name, fn, exported: value }];
    const object = unwrapped(value);
    // What `module.exports` holds is exported by name already.
    const members = object.type === 'ObjectExpression' && name !== '=' ? membersOf(object) : [];
    if (isClassNode(object) && name === 'default') members.push(...methodsOf(object));
    return members.flatMap(([key, member]): ExportedFunction[] => {
      const method = functionMeant(member, module);
      return method ? [{ name: `${name}.${key}`, fn: method, exported: member }] : [];
    });
  });
}

/** The function that an expression stands for, or the one function that the calls around it are given. */
export function functionMeant(node: Node, module: Module, depth = 0): FunctionNode | undefined {
  const meant = unwrapped(node);
  if (isFunctionNode(meant)) return meant;
  if (depth > deepest) return undefined;
  if (meant.type === 'Identifier') {
    const value = heldBy(meant, module);
    return value && value !== meant ? functionMeant(value, module, depth + 1) : undefined;
  }
  if (isMemberNode(meant)) return methodMeant(meant.object, propertyName(meant), module);
  if (!isCallNode(meant)) return undefined;
  const callee = unwrapped(meant.callee);
  if (isMemberNode(callee) && propertyName(callee) === 'bind') return functionMeant(callee.object, module, depth + 1);
  const given = argumentsOf(meant).flatMap((argument) => functionMeant(argument, module, depth + 1) ?? []);
  return given.length === 1 ? given[0] : undefined;
}

/** Everything that the calls of a chain are given: `wrap(base).use(…).use(…)`. */
export function argumentsOf(call: CallNode): Node[] {
  const callee = unwrapped(call.callee);
  const before = isMemberNode(callee) ? unwrapped(callee.object) : undefined;
  return before && isCallNode(before) ? [...argumentsOf(before), ...call.arguments] : call.arguments;
}

/** The class whose instance a name of the module always holds, where the module declares it. */
export function classOfInstance(node: Node, module: Module): ClassNode | undefined {
  const made = heldBy(node, module);
  const instance = made && unwrapped(made);
  if (instance?.type !== 'NewExpression') return undefined;
  const declared = heldBy(instance.callee, module);
  return declared && isClassNode(declared) ? declared : undefined;
}

/** Names may stand for one another in a circle. */
const deepest = 6;

function methodMeant(object: Node, name: string | undefined, module: Module): FunctionNode | undefined {
  const held = heldBy(object, module);
  const literal = held && unwrapped(held);
  const owner = classOfInstance(object, module);
  const members = owner ? owner.body.body : literal?.type === 'ObjectExpression' ? literal.properties : [];
  for (const member of members) {
    if (!('key' in member) || keyName(member.key, 'computed' in member && member.computed === true) !== name) continue;
    if (isFunctionNode(member)) return member;
    const value = 'value' in member && member.value ? unwrapped(member.value as Node) : undefined;
    if (value && isFunctionNode(value)) return value;
  }
  return undefined;
}

function membersOf(object: Extract<Node, { type: 'ObjectExpression' }>): [string, Node][] {
  return object.properties.flatMap((property): [string, Node][] => {
    if (property.type === 'SpreadElement') return [];
    const name = keyName(property.key, property.computed);
    return name === undefined ? [] : [[name, property.type === 'ObjectMethod' ? property : property.value]];
  });
}

/** The methods of what is made of a class: static ones are none. */
function methodsOf({ body }: ClassNode): [string, Node][] {
  return body.body.flatMap((member): [string, Node][] => {
    if (member.type !== 'ClassMethod' || member.static || member.kind !== 'method') return [];
    const name = keyName(member.key, member.computed);
    return name === undefined ? [] : [[name, member]];
  });
}

/** What a name always stands for; undefined where it may stand for several things. */
function heldBy(node: Node, module: Module): Node | undefined {
  const name = unwrapped(node);
  if (name.type !== 'Identifier') return name;
  const binding = module.scopes.bindingOf(name);
  if (binding?.kind === 'class') return binding.declaration;
  return binding && lastingValueOf(binding);
}

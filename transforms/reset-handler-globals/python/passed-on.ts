import type { PythonFile } from '../../../src/languages/python/file.ts';
import { child, childrenOf, named, type PythonNode } from '../../../src/languages/python/node.ts';

/** How deep a list is followed from function to function. */
const deepest = 4;

/**
 * The call of a function of the project that adds to a list which it is given, and does nothing else with it.
 * @param node the argument that is the list.
 */
export function addingCall(file: PythonFile, node: PythonNode): PythonNode | undefined {
  const call = node.parent?.type === 'argument_list' ? node.parent.parent : undefined;
  return call?.type === 'call' && addsTo(file, call, node, deepest) ? call : undefined;
}

function addsTo(file: PythonFile, call: PythonNode, argument: PythonNode, depth: number): boolean {
  const callee = child(call, 'function');
  const given = childrenOf(call, 'arguments').flatMap(named);
  const at = given.indexOf(argument);
  if (depth === 0 || callee?.type !== 'identifier' || at < 0) return false;
  if (given.slice(0, at).some(({ type }) => /splat/.test(type))) return false;
  const place = file.definitionOf(callee);
  const home = place?.path === file.path ? file : place && file.other(place.path);
  const fn = home && place && functionIn(home, place.name);
  const parameter = fn && childrenOf(fn, 'parameters').flatMap(named)[at];
  const name = parameter?.type === 'typed_parameter' ? named(parameter)[0] : parameter;
  const binding = name?.type === 'identifier' ? home?.scopes.bindingOf(name) : undefined;
  if (home === undefined || binding === undefined || binding.writes.length !== 1 || binding.reads.length === 0)
    return false;
  return binding.reads.every((read) => {
    const up = read.parent;
    if (up?.type === 'argument_list') return up.parent?.type === 'call' && addsTo(home, up.parent, read, depth - 1);
    const method = up?.type === 'attribute' && up.field === 'function' ? child(up, 'attribute') : undefined;
    return method !== undefined && /^(?:append|extend|insert)$/.test(home.textOf(method));
  });
}

function functionIn(file: PythonFile, name: string): PythonNode | undefined {
  return named(file.root).find((node) => {
    const own = node.type === 'function_definition' ? child(node, 'name') : undefined;
    return own !== undefined && file.textOf(own) === name;
  });
}

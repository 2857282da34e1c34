import type { PythonFile, PythonSite } from '../../../src/languages/python/file.ts';
import { child, childrenOf, isWithin, named, type PythonNode } from '../../../src/languages/python/node.ts';
import type { Leak } from './leaks.ts';
import { functionAround, type Reach } from './reach.ts';
import { type Use, usesOf, wholeOf, writeAt } from './uses.ts';
import { type KeptVariable, shapeOf } from './variables.ts';

/**
 * `def gather(order, rows=[])`: the default is made once, when the function is. Where it is added to and read, and some
 * call leaves the argument out, an invocation finds what the ones before have gathered.
 */
export function defaultsOf(file: PythonFile, entries: readonly PythonSite[], reach: Reach): readonly Leak[] {
  return functionsIn(file.root).flatMap((callable) => {
    const handlers = entries.filter(({ node }) => reach.of(node).has(callable));
    if (handlers.length === 0 || functionAround(callable) !== undefined) return [];
    return childrenOf(callable, 'parameters')
      .flatMap(named)
      .flatMap((parameter, place): readonly Leak[] => {
        const variable = variableOf(file, callable, parameter);
        if (
          variable === undefined ||
          !handlers.some(({ node }) => isLeftOut(file, callable, variable.name, place, reach.of(node)))
        )
          return [];
        const uses = usesOf(file, variable);
        const isRebound = ({ node }: Use) => (writeAt(file, node)?.kind ?? 'augmented') !== 'augmented';
        if (uses.some((use) => use.change === 'shrinks' || use.change === 'reset' || isRebound(use))) return [];
        const changes = uses.filter(({ change }) => change === 'grows');
        const reads = uses.filter(
          ({ node, reads: piece }) =>
            piece === wholeOf && changes.every((change) => change.node !== node && !isWithin(node, change.at)),
        );
        if (changes.length === 0 || reads.length === 0) return [];
        return [{ variable, handlers, uses, changes, reads, isEmptiedLater: false, isCounter: false }];
      });
  });
}

function variableOf(file: PythonFile, callable: PythonNode, parameter: PythonNode): KeptVariable | undefined {
  const value = parameter.type.endsWith('default_parameter') ? child(parameter, 'value') : undefined;
  const name = child(parameter, 'name');
  const binding = name && file.scopes.bindingOf(name);
  const shape = value && shapeOf(file, value);
  if (
    name === undefined ||
    binding?.scope.node !== callable ||
    (shape !== 'list' && shape !== 'set' && shape !== 'dict')
  )
    return undefined;
  const mentions = new Set([...binding.reads, ...binding.writes.map(({ node }) => node)]);
  mentions.delete(name);
  return { name: binding.name, declaration: name, mentions, value, shape };
}

/** Whether a call in some of the functions leaves an argument out. */
function isLeftOut(
  file: PythonFile,
  callable: PythonNode,
  parameter: string,
  place: number,
  functions: ReadonlySet<PythonNode>,
): boolean {
  const name = child(callable, 'name');
  const binding = name && file.scopes.bindingOf(name);
  return (binding?.reads ?? []).some((read) => {
    const call = read.parent?.type === 'call' && read.field === 'function' ? read.parent : undefined;
    const list = call && child(call, 'arguments');
    const around = functionAround(read);
    if (list === undefined || around === undefined || around === callable || !functions.has(around)) return false;
    const given = named(list);
    if (given.some(({ type }) => /splat|generator/.test(type))) return false;
    const isNamed = given.some(
      (one) => file.textOf(child(one, 'name') ?? one) === parameter && one.type === 'keyword_argument',
    );
    return !isNamed && given.filter(({ type }) => type !== 'keyword_argument').length <= place;
  });
}

function functionsIn(node: PythonNode): readonly PythonNode[] {
  return [...(node.type === 'function_definition' ? [node] : []), ...node.children.flatMap(functionsIn)];
}

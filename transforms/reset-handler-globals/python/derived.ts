import type { PythonFile } from '../../../src/languages/python/file.ts';
import { child, childrenOf, named, type PythonNode } from '../../../src/languages/python/node.ts';
import type { Binding, Write } from '../../../src/languages/python/scopes.ts';
import { namesIn } from './guards.ts';
import { ownerOf } from './reach.ts';

/**
 * Tells which expressions come from what an invocation was given: its parameters, what is made of them, what loops run
 * over them, the exceptions that they cause, and the parameters of functions that they are passed to.
 * @param functions those that the invocation can run.
 * @param isGiven which of the handler's parameters count, by name and place, from 0.
 */
export function derivedFrom(
  file: PythonFile,
  handler: PythonNode,
  functions: ReadonlySet<PythonNode>,
  isGiven: (name: string, place: number) => boolean = () => true,
): (node: PythonNode) => boolean {
  const { scopes } = file;
  const derived = new Set<Binding>();
  const methods = new Map<string, PythonNode[]>();
  for (const one of functions) {
    const name = ownerOf(one) === undefined ? undefined : child(one, 'name');
    if (name !== undefined) methods.set(file.textOf(name), [...(methods.get(file.textOf(name)) ?? []), one]);
  }
  const parametersOf = (callable: PythonNode): readonly Binding[] =>
    childrenOf(callable, 'parameters')
      .flatMap(namesIn)
      .flatMap((name) => scopes.bindingOf(name) ?? [])
      .filter((binding) => binding.scope.node === callable);
  const isDerived = (node: PythonNode): boolean =>
    namesIn(node).some((name) => {
      const binding = scopes.bindingOf(name);
      return binding !== undefined && derived.has(binding);
    });

  /** Which class an object is of is not asked: the methods of that name. */
  const methodsNamed = (callee: PythonNode | undefined): readonly PythonNode[] => {
    const name = callee?.type === 'attribute' ? child(callee, 'attribute') : undefined;
    return name === undefined ? [] : (methods.get(file.textOf(name)) ?? []);
  };

  for (const [place, binding] of parametersOf(handler).entries())
    if (isGiven(binding.name, place)) derived.add(binding);
  const names = [...functions].flatMap(namesIn);
  const locals = new Set(
    names.flatMap((name) => scopes.bindingOf(name) ?? []).filter(({ scope }) => scope !== scopes.module),
  );
  const calls = callsIn([...functions]);
  for (let before = -1; before !== derived.size; ) {
    before = derived.size;
    for (const binding of locals) if (binding.writes.some((write) => comesFrom(write, isDerived))) derived.add(binding);
    for (const call of calls) {
      const list = child(call, 'arguments');
      const callee = child(call, 'function');
      const [write] = (callee?.type === 'identifier' && scopes.bindingOf(callee)?.writes) || [];
      if (list === undefined) continue;
      const called = write?.kind === 'def' ? parametersOf(write.statement) : undefined;
      for (const parameters of called ? [called] : methodsNamed(callee).map((one) => parametersOf(one).slice(1)))
        for (const binding of receivers(parameters, list, isDerived, file)) derived.add(binding);
    }
  }
  return isDerived;
}

/** The parameters that an argument reaches for which a test holds. */
function receivers(
  parameters: readonly Binding[],
  list: PythonNode,
  isDerived: (node: PythonNode) => boolean,
  file: PythonFile,
): readonly Binding[] {
  const given = named(list);
  return given.flatMap((one, at): readonly Binding[] => {
    if (!isDerived(one)) return [];
    const keyword = one.type === 'keyword_argument' ? child(one, 'name') : undefined;
    if (keyword !== undefined) return parameters.filter(({ name }) => name === file.textOf(keyword));
    if (given.slice(0, at + 1).some(({ type }) => type.includes('splat'))) return parameters;
    return parameters[at] === undefined ? parameters.slice(-1) : [parameters[at]];
  });
}

function comesFrom({ kind, statement, value }: Write, isDerived: (node: PythonNode) => boolean): boolean {
  if (kind === 'except') return true;
  if (value !== undefined) return isDerived(value);
  if (kind === 'assignment' || kind === 'augmented')
    return named(statement).some((one) => childrenOf(one, 'right').some(isDerived));
  if (kind === 'for') return childrenOf(statement, 'right').some(isDerived);
  if (kind === 'with') return named(statement).some((one) => one.type === 'with_clause' && isDerived(one));
  return (
    kind === 'match' &&
    statement.parent?.parent !== undefined &&
    childrenOf(statement.parent.parent, 'subject').some(isDerived)
  );
}

function callsIn(nodes: readonly PythonNode[]): readonly PythonNode[] {
  return nodes.flatMap((node) => [...(node.type === 'call' ? [node] : []), ...callsIn(node.children)]);
}

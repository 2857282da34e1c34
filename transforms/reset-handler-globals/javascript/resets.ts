import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { functionOf } from '../../../src/languages/javascript/functions.ts';
import { type FunctionNode, isCallNode, isFunctionNode, unwrapped } from '../../../src/languages/javascript/nodes.ts';
import type { Binding } from '../../../src/languages/javascript/scopes.ts';
import { endOf, startOf, walk } from '../../../src/languages/javascript/walk.ts';
import { initialValue } from './initial.ts';
import { usesOfFunction } from './intent.ts';
import { namingsOf } from './shared-state.ts';
import { usesIn } from './uses.ts';
import { variableAt } from './variables.ts';

/** A function that a module exports, and that does nothing but set state back. */
export interface ResetFunction {
  readonly name: string;
  readonly fn: FunctionNode;
}

/** The functions that set a variable back, and that nothing in the process calls: they are there for tests, or for others. */
export function resetFunctionsOf(
  module: JavaScriptFile,
  binding: Binding,
  loaded: ReadonlyMap<string, JavaScriptFile>,
): ResetFunction[] {
  return [...module.module.exports.named].flatMap(([name, one]): ResetFunction[] => {
    const fn = one.from === 'here' ? functionIn(module, one.node) : undefined;
    if (!fn || !resets(module, fn, binding)) return [];
    const exporting = new Set([...module.module.exports.named.values()].map((each) => 'node' in each && each.node));
    const isNamed = usesOfFunction(module, fn).some((use) => !exporting.has(use));
    return isNamed || namingsOf(module, name, loaded)?.length !== 0 ? [] : [{ name, fn }];
  });
}

/** The function that an export of a file stands for. */
export function functionIn(file: JavaScriptFile, exported: Node): FunctionNode | undefined {
  const node = unwrapped(exported);
  if (isFunctionNode(node)) return node;
  const binding = node.type === 'Identifier' ? file.scopes.bindingOf(node) : undefined;
  return binding && functionOf(binding);
}

function resets(module: JavaScriptFile, fn: FunctionNode, binding: Binding): boolean {
  if (fn.params.length > 0 || fn.async) return false;
  const statements = fn.body.type === 'BlockStatement' ? fn.body.body : [fn.body];
  return (
    statements.length > 0 &&
    statements.every((statement) => isEmptying(module, statement)) &&
    statements.some((statement) => usesIn(module, binding, [statement]).length > 0)
  );
}

function isEmptying(module: JavaScriptFile, statement: Node): boolean {
  let isQuiet = true;
  const state = new Set<Binding>();
  walk(statement, (node) => {
    const binding = variableAt(module, node);
    if (binding?.scopeNode.type === 'Program') state.add(binding);
    if (isCallNode(node) && !/^Object\.keys$|\.(?:clear|splice)$/.test(textOf(module, node.callee))) isQuiet = false;
  });
  const [only, ...others] = state;
  if (!isQuiet || !only || others.length > 0) return false;
  const initial = initialValue(only);
  return usesIn(module, only, [statement]).some(
    ({ kind, path, value }) =>
      kind === 'empty' ||
      (kind === 'set' &&
        path.length === 0 &&
        value !== undefined &&
        initial !== undefined &&
        textOf(module, unwrapped(value)) === textOf(module, initial)),
  );
}

const textOf = ({ text }: JavaScriptFile, node: Node): string => text.slice(startOf(node), endOf(node));

import type { PythonFile } from '../../../src/languages/python/file.ts';
import { child, childrenOf, isWithin, named, type PythonNode } from '../../../src/languages/python/node.ts';
import { usesOf } from './uses.ts';
import type { ModuleVariable } from './variables.ts';

/** A function of a module that does nothing but give a variable its first value again. */
export interface ResetFunction {
  readonly name: string;
  readonly node: PythonNode;
}

/** Those that take no arguments and do it with this one variable alone, in source order. */
export function resetFunctionsOf(module: PythonFile, variable: ModuleVariable): readonly ResetFunction[] {
  const resets = usesOf(module, variable).filter(({ change }) => change === 'reset');
  if (resets.length === 0) return [];
  return named(module.root).flatMap((node): readonly ResetFunction[] => {
    const name = node.type === 'function_definition' ? child(node, 'name') : undefined;
    const body = child(node, 'body');
    if (name === undefined || body === undefined || childrenOf(node, 'parameters').flatMap(named).length > 0) return [];
    const statements = named(body).filter((one) => !isIdle(one));
    const isReset = (statement: PythonNode) => resets.some(({ at }) => isWithin(at, statement) && isAll(statement));
    return statements.length > 0 && statements.every(isReset) ? [{ name: module.textOf(name), node }] : [];
  });
}

/** Whether a statement is one assignment, or one call. */
const isAll = (statement: PythonNode): boolean =>
  statement.type === 'expression_statement' && /^(?:assignment|call)$/.test(named(statement)[0]?.type ?? '');

/** A `global`, a `pass`, a text that documents. */
const isIdle = (statement: PythonNode): boolean =>
  /^(?:global|pass)_statement$/.test(statement.type) || named(statement)[0]?.type === 'string';

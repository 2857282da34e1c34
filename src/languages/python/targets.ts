import { childrenOf, named, type PythonNode } from './node.ts';
import type { Write } from './scopes.ts';

/** What a name that stands in a target is given. */
export type Target = Omit<Write, 'node'>;

/** Takes a target apart: `a, (b, *c) = value`. */
export function targetsOf(node: PythonNode, target: Target): { node: PythonNode; target: Target }[] {
  const parts = named(node);
  if (node.type === 'parenthesized_expression') return parts.map((one) => ({ node: one, target }));
  const values = target.value === undefined ? [] : partsOf(target.value);
  const matched = values.length === parts.length && ![...parts, ...values].some(isSplat);
  return parts.map((one, at) => ({ node: one, target: { ...target, value: matched ? values[at] : undefined } }));
}

function partsOf(value: PythonNode): readonly PythonNode[] {
  return ['tuple', 'list', 'expression_list', 'pattern_list'].includes(value.type) ? named(value) : [];
}

function isSplat(node: PythonNode): boolean {
  return node.type.startsWith('list_splat');
}

/** What is assigned in the end: `a = b = value`. */
export function finalValue(right: PythonNode): PythonNode {
  let value = right;
  while (value.type === 'assignment') value = childrenOf(value, 'right')[0] ?? value;
  return value;
}

export function statementOf(node: PythonNode): PythonNode {
  let statement = node;
  while (statement.parent && /assignment$|^expression_statement$/.test(statement.parent.type))
    statement = statement.parent;
  return statement;
}

/** The `with` statement or the `except` clause that an `as` belongs to. */
export function clauseOf(node: PythonNode): PythonNode {
  let up: PythonNode | undefined = node.parent;
  while (up && up.type !== 'with_statement' && up.type !== 'except_clause') up = up.parent;
  return up ?? node;
}

export function parameterNames(parameter: PythonNode): readonly PythonNode[] {
  if (parameter.type === 'identifier') return [parameter];
  if (/splat_pattern$/.test(parameter.type)) return named(parameter);
  if (parameter.type === 'typed_parameter') return named(parameter).slice(0, 1).flatMap(parameterNames);
  return childrenOf(parameter, 'name');
}

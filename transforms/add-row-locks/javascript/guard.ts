import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { unwrapped } from '../../../src/languages/javascript/nodes.ts';
import { closest, endOf, isWithin, startOf } from '../../../src/languages/javascript/walk.ts';
import type { Comparison } from '../../../src/model/atomic-patterns.ts';
import type { RowRead } from './reads.ts';
import { isValue } from './statement.ts';
import { isColumn } from './step.ts';

/** An `if` that leaves where a column is not as it has to be. */
export interface Guard {
  /** How the column has to compare with the bound. */
  readonly operator: Comparison;
  readonly bound: string;
  /** The code of what leaves, for an `if` of its own. */
  readonly leaving: string;
}

/**
 * The guard that a test of a column is: `if (!row || row.balance < amount) throw …`.
 * @param statement what writes the row, further down in the same block.
 * @returns undefined where the test is of another kind, or could not be asked again.
 */
export function guardOf(
  file: JavaScriptFile,
  read: RowRead,
  column: string,
  test: Node,
  statement: Node,
): Guard | undefined {
  const found = closest(test, file.parentOf, (node): node is Node => node.type === 'IfStatement');
  if (found?.type !== 'IfStatement' || found.alternate || !isWithin(test, found.test)) return undefined;
  if (file.parentOf(found) !== file.parentOf(statement)) return undefined;
  if (startOf(found) < endOf(read.node) || startOf(found) > startOf(statement)) return undefined;
  const [comparison, ...others] = alternatives(found.test).filter((one) => !isTestOfRow(file, read, one));
  const compared = comparison && others.length === 0 ? comparedWith(file, read, column, comparison) : undefined;
  const leaving = found.consequent;
  const [only, ...rest] = leaving.type === 'BlockStatement' ? leaving.body : [leaving];
  if (!compared || !only || rest.length > 0 || !/^(?:Throw|Return)Statement$/.test(only.type)) return undefined;
  if (read.binding.reads.some((use) => isWithin(use, leaving))) return undefined;
  return { ...compared, leaving: file.text.slice(startOf(leaving), endOf(leaving)) };
}

/** `a`, `b` of `a || b`. */
function alternatives(test: Node): Node[] {
  const node = unwrapped(test);
  return node.type === 'LogicalExpression' && node.operator === '||'
    ? [...alternatives(node.left), ...alternatives(node.right)]
    : [node];
}

/** `!row` */
function isTestOfRow(file: JavaScriptFile, { binding }: RowRead, node: Node): boolean {
  const tested = node.type === 'UnaryExpression' && node.operator === '!' ? unwrapped(node.argument) : undefined;
  return tested?.type === 'Identifier' && file.scopes.bindingOf(tested) === binding;
}

function comparedWith(file: JavaScriptFile, read: RowRead, column: string, node: Node) {
  if (node.type !== 'BinaryExpression' || !(node.operator in opposite)) return undefined;
  const isLeft = isColumn(file, read, node.left, column);
  if (!isLeft && !isColumn(file, read, node.right, column)) return undefined;
  const bound = isLeft ? node.right : node.left;
  if (!isValue(bound) || read.binding.reads.some((use) => isWithin(use, bound))) return undefined;
  const inner = unwrapped(bound);
  const isSettled = inner.type !== 'Identifier' || (file.scopes.bindingOf(inner)?.writes.length ?? 0) < 2;
  if (!isSettled) return undefined;
  const operator = node.operator as Comparison;
  return {
    operator: opposite[isLeft ? operator : mirrored[operator]],
    bound: file.text.slice(startOf(bound), endOf(bound)),
  };
}

const opposite: Readonly<Record<Comparison, Comparison>> = { '<': '>=', '<=': '>', '>': '<=', '>=': '<' };
const mirrored: Readonly<Record<Comparison, Comparison>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

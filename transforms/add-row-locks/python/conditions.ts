import type { PythonFile } from '../../../src/languages/python/file.ts';
import { child, named, type PythonNode, unwrapped } from '../../../src/languages/python/node.ts';
import type { Binding } from '../../../src/languages/python/scopes.ts';
import { walk } from '../../../src/languages/python/walk.ts';
import type { Compared } from '../../../src/model/update-patterns.ts';
import { isRow } from './dependence.ts';

/** What a condition says of one column of a row. */
export interface Condition {
  readonly column: string;
  readonly compared: Compared;
  /** As the code spells it. */
  readonly value: string;
}

const opposites: Readonly<Record<Compared, Compared>> = {
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
  '==': '!=',
  '!=': '==',
};

const turned: Readonly<Record<Compared, Compared>> = {
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  '==': '==',
  '!=': '!=',
};

/**
 * What has to hold of the columns of a row for a condition to hold, or for it not to.
 * @returns undefined where it asks anything else.
 */
export function conditionsOf(
  file: PythonFile,
  binding: Binding,
  expression: PythonNode,
  isNegated: boolean,
): Condition[] | undefined {
  const node = unwrapped(expression);
  if (node.type === 'not_operator') {
    const [inner] = named(node);
    return inner && conditionsOf(file, binding, inner, !isNegated);
  }
  if (node.type === 'boolean_operator') {
    const operator = child(node, 'operator');
    if (operator === undefined || file.textOf(operator) !== (isNegated ? 'or' : 'and')) return undefined;
    const parts = named(node).map((part) => conditionsOf(file, binding, part, isNegated));
    return parts.some((part) => part === undefined) ? undefined : parts.flatMap((part) => part ?? []);
  }
  if (node.type !== 'comparison_operator') return undefined;
  const [left, right, ...others] = named(node);
  if (left === undefined || right === undefined || others.length > 0) return undefined;
  const sign = file.text.slice(left.end, right.start).trim();
  if (!(sign in opposites)) return undefined;
  const compared = sign as Compared;
  const [column, value] = isColumnRead(left) ? [left, right] : [right, left];
  const holds = column === left ? compared : turned[compared];
  if (!isColumnRead(column) || !isApart(file, binding, value)) return undefined;
  const name = file.textOf(child(column, 'attribute') ?? column);
  return [{ column: name, compared: isNegated ? opposites[holds] : holds, value: file.textOf(value) }];

  function isColumnRead(one: PythonNode): boolean {
    return one.type === 'attribute' && isRow(file, binding, child(one, 'object'));
  }
}

/** Calls that give the same whenever they run, or the time. */
const harmless = /^(?:(?:\w+\.)*(?:now|utcnow|today|timedelta)|int|str|float|len|(?:\w+\.)?Decimal)$/;

/** Whether a value can be worked out before the row is tested, and does not depend on the row. */
export function isApart(file: PythonFile, binding: Binding, value: PythonNode): boolean {
  return (
    !file.textOf(value).includes('\n') &&
    [...walk(value)].every((node) => {
      if (node.type === 'call') return harmless.test(file.textOf(child(node, 'function') ?? node));
      return !/^(?:await|yield|named_expression|lambda)$/.test(node.type) && !isRow(file, binding, node);
    })
  );
}

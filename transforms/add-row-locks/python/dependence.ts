import { completionOfBody, ways } from '../../../src/languages/python/completion.ts';
import type { PythonFile } from '../../../src/languages/python/file.ts';
import { ancestorsOf, child, named, type PythonNode, unwrapped } from '../../../src/languages/python/node.ts';
import type { Binding, Write } from '../../../src/languages/python/scopes.ts';
import { walk } from '../../../src/languages/python/walk.ts';
import type { Held } from './held.ts';

/** Whether an expression is the name that holds a row. */
export function isRow(file: PythonFile, binding: Binding, node: PythonNode | undefined): boolean {
  return node?.type === 'identifier' && file.scopes.bindingOf(node) === binding;
}

/** Whether an expression is a column of the row that a name holds. */
export function isColumn(file: PythonFile, binding: Binding, column: string, node: PythonNode): boolean {
  if (node.type !== 'attribute' || !isRow(file, binding, child(node, 'object'))) return false;
  return file.textOf(child(node, 'attribute') ?? node) === column;
}

/** Whether a value is made of a column through local names. */
export function dependsOn(
  file: PythonFile,
  held: Held,
  column: string,
  value: PythonNode,
  depth: number,
  before: PythonNode,
): boolean {
  if (depth === 0) return false;
  return [...walk(value)].some((node) => {
    if (node.type !== 'identifier' || node.field === 'attribute' || node.field === 'name') return false;
    const binding = file.scopes.bindingOf(node);
    if (binding === undefined || binding === held.binding || binding.scope.node !== held.callable) return false;
    const values = binding.writes.filter(
      (write) => (write.kind === 'assignment' || write.kind === 'augmented') && write.node.start < before.start,
    );
    // The value as it was read, under another name, is given back unchanged.
    const isKept =
      node === value &&
      values.every(
        ({ kind, value: given }) =>
          kind !== 'augmented' && (!given || given.type === 'attribute' || !holdsColumn(file, held, column, given)),
      );
    if (isKept) return false;
    return values.some((write) => carries(file, held, column, write, depth, before));
  });
}

function holdsColumn(file: PythonFile, held: Held, column: string, value: PythonNode): boolean {
  return [...walk(value)].some((node) => isColumn(file, held.binding, column, node));
}

/** Whether a name's value is made of the column's: not by a test alone, nor by asking others. */
function carries(
  file: PythonFile,
  held: Held,
  column: string,
  write: Write,
  depth: number,
  before: PythonNode,
): boolean {
  const value = write.value && unwrapped(write.value);
  if (value === undefined || value.start < held.read.start) return false;
  if (/^(?:comparison_operator|boolean_operator|conditional_expression|not_operator)$/.test(value.type)) return false;
  const callee = value.type === 'call' ? file.textOf(child(value, 'function') ?? value) : '';
  const own = [...walk(value)].filter((node) => isColumn(file, held.binding, column, node));
  const isCopied =
    callee === '' ||
    /^(?:copy\.)?(?:deep)?copy$|^(?:dict|list|set|int|float|str|max|min|Decimal|json\.loads|loads)$/.test(callee);
  const isOwnMethod = own.some((node) => node.field === 'object' && node.parent?.parent === value);
  const isGiven = callee === '' || own.some((node) => node.parent?.parent === value);
  if (own.length > 0 && ((isCopied && isGiven) || isOwnMethod)) return true;
  return isCopied && dependsOn(file, held, column, value, depth - 1, before);
}

/** Whether a value is given only where the column's old one passed a test. */
export function isTested(
  file: PythonFile,
  binding: Binding,
  callable: PythonNode,
  column: string,
  target: PythonNode,
): boolean {
  for (const up of ancestorsOf(target)) {
    if (up === callable) return false;
    const condition = child(up, 'condition');
    if (condition && names(condition)) return true;
    if (up.type === 'block' && named(up).some((one) => one.end <= target.start && isGuard(one))) return true;
  }
  return false;

  function names(condition: PythonNode): boolean {
    return [...walk(condition)].some((node) => isColumn(file, binding, column, node));
  }

  /** `if order.status != "new": return` */
  function isGuard(statement: PythonNode): boolean {
    const condition = statement.type === 'if_statement' ? child(statement, 'condition') : undefined;
    return condition !== undefined && names(condition) && (completionOfBody(statement) & ways.next) === 0;
  }
}

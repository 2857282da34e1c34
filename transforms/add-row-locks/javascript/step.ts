import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { isCallNode, isMemberNode, propertyName, unwrapped } from '../../../src/languages/javascript/nodes.ts';
import { endOf, isWithin, startOf } from '../../../src/languages/javascript/walk.ts';
import { nameOf } from './changed-in-place.ts';
import type { Written } from './columns.ts';
import type { RowRead } from './reads.ts';

/** What a column gets more or less. */
export interface Step {
  readonly operator: '+' | '-';
  /** The code of how much; it asks nothing of the row. */
  readonly amount: string;
  /** Where that stands; undefined where it is one. */
  readonly node: Node | undefined;
}

/** `row.c + n`, `row.c - n`, `row.c += n`, `row.c++`; a text that is appended to is no sum. */
export function stepOf(file: JavaScriptFile, read: RowRead, { node, column }: Written): Step | undefined {
  if (node.type === 'UpdateExpression')
    return { operator: node.operator === '++' ? '+' : '-', amount: '1', node: undefined };
  if (node.type === 'AssignmentExpression' && node.operator !== '=')
    return /^[+-]=$/.test(node.operator) ? step(node.operator, node.right) : undefined;
  const value = unwrapped(node.type === 'AssignmentExpression' ? node.right : node);
  if (value.type !== 'BinaryExpression' || !/^[+-]$/.test(value.operator)) return undefined;
  return isColumn(file, read, value.left, column) ? step(value.operator, value.right) : undefined;

  function step(operator: string, amount: Node): Step | undefined {
    if (read.binding.reads.some((use) => isWithin(use, amount))) return undefined;
    if (operator.startsWith('+') && !(isNumber(file, read, amount) || (quantity.test(column) && !isText(amount))))
      return undefined;
    return {
      operator: operator.startsWith('+') ? '+' : '-',
      amount: file.text.slice(startOf(amount), endOf(amount)),
      node: amount,
    };
  }
}

/** Whether an expression is a column of a row that has a name of its own. */
export function isColumn(
  file: JavaScriptFile,
  { binding, within }: RowRead,
  expression: Node,
  column: string,
): boolean {
  const member = unwrapped(expression);
  if (within !== undefined || !isMemberNode(member) || propertyName(member) !== column) return false;
  const owner = unwrapped(member.object);
  return owner.type === 'Identifier' && file.scopes.bindingOf(owner) === binding;
}

function isText(node: Node): boolean {
  return /^(?:StringLiteral|TemplateLiteral)$/.test(unwrapped(node).type);
}

/** Whether an expression can only be a number. */
function isNumber(file: JavaScriptFile, read: RowRead, node: Node): boolean {
  const inner = unwrapped(node);
  if (/^(?:NumericLiteral|BigIntLiteral)$/.test(inner.type)) return true;
  if (inner.type === 'UnaryExpression') return /^[+-]$/.test(inner.operator);
  if (inner.type === 'BinaryExpression') return /^(?:\*\*?|-|\/|%)$/.test(inner.operator);
  if (isMemberNode(inner)) return propertyName(inner) === 'length';
  if (isCallNode(inner)) {
    const isMath = isMemberNode(inner.callee) && nameOf(inner.callee.object) === 'Math';
    return isMath || /^(?:Number|BigInt|parseInt|parseFloat)$/.test(nameOf(inner.callee));
  }
  if (inner.type !== 'Identifier') return false;
  const [made, ...others] = file.scopes.bindingOf(inner)?.writes ?? [];
  if (made?.value && others.length === 0 && isNumber(file, read, made.value)) return true;
  const declared = new RegExp(`\\b${inner.name}\\??\\s*:\\s*(?:number|bigint)\\b`);
  return declared.test(file.text.slice(startOf(read.fn), endOf(read.fn)));
}

/** How columns that count something are called. */
const quantity =
  /(?:counte?r?|total|balance|amount|credits?|stock|quantity|qty|points?|score|views?|downloads?|attempts?|retries|usages?|remaining|cents|tokens|seats|hits|likes|votes)$/i;

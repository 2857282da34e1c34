import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import {
  type CallNode,
  isCallNode,
  isFunctionNode,
  isMemberNode,
  propertyName,
  unwrapped,
} from '../../../src/languages/javascript/nodes.ts';
import { endOf, isWithin, startOf, walk } from '../../../src/languages/javascript/walk.ts';
import type { RowRead } from './reads.ts';
import type { Code } from './refusals.ts';
import { isOneObject, isRow } from './same-row.ts';

/** A lock that keeps nobody away, and why. */
export interface VainLock {
  readonly statement: Node;
  readonly refusal: Extract<Code, 'lock-after-read' | 'lock-not-executed' | 'lock-without-transaction'>;
}

/**
 * The locks in a function that keep nobody from changing a row between its read and a write: what they give is thrown
 * away, so that the write goes on with what was read before; or their query is never run.
 */
export function vainLocksIn(file: JavaScriptFile, read: RowRead, write: Node): VainLock[] {
  const found: VainLock[] = [];
  walk(read.fn.body, (node) => {
    if (startOf(node) > startOf(write)) return false;
    if (node.type !== 'ExpressionStatement' || isWithin(write, node)) return undefined;
    const { expression } = node;
    if (expression.type !== 'AwaitExpression') {
      if (isLocking(file, expression) && isLeftUnsent(read, expression))
        found.push({ statement: node, refusal: 'lock-not-executed' });
    } else if (startOf(node) > endOf(read.node) && isTooLate(file, read, unwrapped(expression.argument)))
      found.push({ statement: node, refusal: 'lock-after-read' });
    return undefined;
  });
  return found;
}

/** A lock on the row as it is, or a query that locks and whose rows nobody takes. */
function isTooLate(file: JavaScriptFile, read: RowRead, call: Node): boolean {
  if (isCallNode(call) && isMemberNode(call.callee) && propertyName(call.callee) === 'lock')
    return (
      call.arguments.some((one) => isRow(file, read, one)) &&
      /PESSIMISTIC_WRITE|pessimistic_write/.test(textOf(file, call))
    );
  // Where a row is one object however often it is read, a query that locks brings it up to date.
  return !isOneObject(read) && isLocking(file, call) && !/^(?:reload|refresh)$/.test(methodOf(call));
}

/** Words of SQL, or a call in the chain, that lock the rows of a query. */
function isLocking(file: JavaScriptFile, query: Node): boolean {
  if (query.type === 'TaggedTemplateExpression') return inSql.test(textOf(file, query));
  return callsOf(query).some(
    (call) =>
      /^(?:forUpdate|forNoKeyUpdate)$/.test(methodOf(call)) ||
      call.arguments.some(
        (one) =>
          (methodOf(call) === 'for' && /\bupdate\b/.test(textOf(file, one))) ||
          (!isFunctionNode(one) && (inSql.test(textOf(file, one)) || inOptions.test(textOf(file, one)))),
      ),
  );
}

const inSql = /\bfor\s+(?:no\s+key\s+)?update\b/i;
const inOptions = /\block:\s*(?:true\b|\w+\.LOCK\.|\{\s*(?:mode|level)\b)/;

/** A query that is begun here, or tagged, and neither awaited nor sent in another way. */
function isLeftUnsent({ call: { dialect } }: RowRead, query: Node): boolean {
  if (query.type === 'TaggedTemplateExpression') return true;
  const calls = callsOf(query);
  const begun = calls.at(-1);
  if (!begun || !/^(?:forUpdate|forNoKeyUpdate|for|first|where|andWhere|limit)$/.test(methodOf(query))) return false;
  const methods = dialect.recognises.row?.flatMap((one) => ('ofRow' in one ? [] : one.method)) ?? [];
  return methods.includes(begun.callee.type === 'Identifier' ? '()' : methodOf(begun));
}

/** The calls of a chain, the last first. */
function callsOf(query: Node): CallNode[] {
  if (!isCallNode(query)) return [];
  return [query, ...(isMemberNode(query.callee) ? callsOf(unwrapped(query.callee.object)) : [])];
}

function methodOf(call: Node): string {
  return isCallNode(call) && isMemberNode(call.callee) ? (propertyName(call.callee) ?? '') : '';
}

function textOf(file: JavaScriptFile, node: Node | undefined): string {
  return node ? file.text.slice(startOf(node), endOf(node)) : '';
}

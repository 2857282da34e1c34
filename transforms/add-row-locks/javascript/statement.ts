import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { isMemberNode, keyName, unwrapped } from '../../../src/languages/javascript/nodes.ts';
import type { RowCall } from '../../../src/languages/javascript/rows.ts';
import { endOf, startOf } from '../../../src/languages/javascript/walk.ts';
import type { RowLock } from '../../../src/model/row-patterns.ts';
import type { RowRead } from './reads.ts';
import type { Code } from './refusals.ts';
import { schemaAround } from './schema.ts';

/** Whether a row is locked by a statement before its read. */
export function isByStatement({ call: { pattern } }: RowRead): boolean {
  return pattern.locks !== undefined && 'statement' in pattern.locks;
}

/** The statement that locks, where a call cannot. */
export function statementFor(
  file: JavaScriptFile,
  { table, where: [where] }: RowCall,
  rowLock: RowLock,
  handle: string,
): string | { readonly refusal: Code } {
  const { statement, hasTable } = rowLock;
  const text = schemaAround(file, rowLock);
  if (text === undefined || !hasTable?.(text, table) || !statement) return { refusal: 'schema-out-of-sight' };
  const told = where && unwrapped(where);
  if (told?.type !== 'ObjectExpression') return { refusal: 'query-not-lockable' };
  const conditions = told.properties.map((one) => {
    const column = one.type === 'ObjectProperty' ? keyName(one.key, one.computed) : undefined;
    if (one.type !== 'ObjectProperty' || column === undefined || !isValue(one.value)) return undefined;
    return { column, value: file.text.slice(startOf(one.value), endOf(one.value)) };
  });
  const plain = conditions.flatMap((one) => one ?? []);
  const made = plain.length === conditions.length ? statement(text, table, plain, handle) : undefined;
  return made ?? { refusal: 'query-not-lockable' };
}

/** What may be read twice: a name, a property, a literal. */
export function isValue(node: Node): boolean {
  const inner = unwrapped(node);
  return (
    inner.type === 'Identifier' ||
    /^(?:String|Numeric|Boolean)Literal$/.test(inner.type) ||
    (isMemberNode(inner) && isValue(inner.object)) ||
    inner.type === 'ThisExpression'
  );
}

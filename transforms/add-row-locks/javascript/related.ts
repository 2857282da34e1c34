import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { isFunctionNode, keyName, unwrapped } from '../../../src/languages/javascript/nodes.ts';
import { endOf, startOf } from '../../../src/languages/javascript/walk.ts';

/** What a value of Prisma does with rows of another table, each of which it names. */
const nested = /^(?:connect|connectOrCreate|create|createMany|delete|deleteMany|disconnect|update|updateMany|upsert)$/;

/** Whether a value writes rows of another table, and none of the row itself: `{ connect: … }`. */
export function writesOtherRows(value: Node): boolean {
  const node = unwrapped(value);
  if (node.type !== 'ObjectExpression' || node.properties.length === 0) return false;
  return node.properties.every(
    (one) => one.type !== 'SpreadElement' && 'key' in one && nested.test(keyName(one.key, one.computed) ?? ''),
  );
}

/** Whether a value is a function that gives SQL which holds the column itself: what it does not name stays. */
export function isMergedByDatabase({ text }: JavaScriptFile, value: Node, column: string): boolean {
  const node = unwrapped(value);
  return isFunctionNode(node) && text.slice(startOf(node.body), endOf(node.body)).includes(column);
}

/** Whether a property of an entity is another row, which is written by itself: one of `@OneToOne`. */
export function holdsRow(file: JavaScriptFile, column: string): boolean {
  const declared = new RegExp(
    String.raw`@(?:OneToOne|ManyToOne)\b(?:(?!@(?:Column|OneTo|ManyTo|Primary))[^;])*?\s${column}[?!]?\s*:`,
  );
  return file.filesNaming('ToOne(').some(({ text }) => declared.test(text));
}

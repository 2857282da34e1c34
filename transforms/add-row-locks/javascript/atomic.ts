import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { isMemberNode, propertyName, unwrapped } from '../../../src/languages/javascript/nodes.ts';
import { endOf, isWithin, startOf } from '../../../src/languages/javascript/walk.ts';
import type { Written } from './columns.ts';
import type { Cure } from './cure.ts';
import type { RowRead } from './reads.ts';
import type { Code } from './refusals.ts';
import type { RowWrite } from './writes.ts';

/**
 * An update whose value the database works out, where the new value is the old one plus or minus something and nothing
 * else depends on the row.
 * @returns undefined where the value is another; the code where it is, and the change has to be made by hand.
 */
export function atomicFor(file: JavaScriptFile, read: RowRead, writes: readonly RowWrite[]): Cure | Code | undefined {
  const [write, ...others] = writes;
  const [written, ...rest] = write?.columns.filter(({ dependence }) => dependence !== undefined) ?? [];
  if (!write || !written || others.length > 0 || rest.length > 0) return undefined;
  const step = stepOf(file, read, written);
  if (!step) return undefined;
  const code =
    typeof write.by === 'object' && 'dialect' in write.by ? write.by.dialect.writes?.rowLock?.atomic : undefined;
  // A test of the old value would have to become a condition of the update.
  const isRead = read.binding.reads.some((use) => {
    const member = file.parentOf(use);
    return member && isMemberNode(member) && propertyName(member) === written.column && !isWithin(member, written.node);
  });
  if (!code || isRead) return 'atomic-write-fits';
  const text = code[step.operator]
    .replace('{value}', file.text.slice(startOf(step.value), endOf(step.value)))
    .replaceAll('{column}', written.column);
  return {
    edits: [{ path: file.path, start: startOf(written.node), end: endOf(written.node), text }],
    behaviour: 'The database works out the new value; what was read before is no longer what is written.',
  };
}

/** `row.c + n`, `row.c - n`, `row.c += n`, `row.c++`. */
function stepOf(
  file: JavaScriptFile,
  { binding }: RowRead,
  { node, column }: Written,
): { operator: '+' | '-'; value: Node } | undefined {
  const isColumn = (one: Node) => {
    const member = unwrapped(one);
    return (
      isMemberNode(member) &&
      member.object.type === 'Identifier' &&
      file.scopes.bindingOf(member.object) === binding &&
      propertyName(member) === column
    );
  };
  if (node.type === 'AssignmentExpression' && /^[+-]=$/.test(node.operator))
    return { operator: node.operator === '+=' ? '+' : '-', value: node.right };
  if (node.type === 'UpdateExpression') return { operator: node.operator === '++' ? '+' : '-', value: node.argument };
  const value = unwrapped(node.type === 'AssignmentExpression' ? node.right : node);
  if (value.type !== 'BinaryExpression' || !/^[+-]$/.test(value.operator) || !isColumn(value.left)) return undefined;
  const isQuiet = !binding.reads.some((use) => isWithin(use, value.right));
  return isQuiet ? { operator: value.operator as '+' | '-', value: value.right } : undefined;
}

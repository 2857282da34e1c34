import type { PythonFile } from '../../../src/languages/python/file.ts';
import { child, isWithin, named, type PythonNode } from '../../../src/languages/python/node.ts';
import { walk } from '../../../src/languages/python/walk.ts';
import { classOf } from './database.ts';
import type { Held } from './held.ts';

/**
 * The columns of a row that some statements read, its key left out.
 * @param target what is set there, and does not count.
 * @returns undefined where that cannot be told: the row is handed on, or a method of it does more than read columns.
 */
export function columnsSeen(
  file: PythonFile,
  held: Held,
  statements: readonly PythonNode[],
  target: PythonNode | undefined,
): string[] | undefined {
  const { binding, chain } = held;
  const keys = chain.written.by === 'row' ? chain.written.key : [];
  const seen = new Set<string>();
  for (const read of binding.reads) {
    if (!statements.some((one) => isWithin(read, one)) || (target !== undefined && isWithin(read, target))) continue;
    const columns = columnsOf(file, held, read);
    if (columns === undefined) return undefined;
    for (const column of columns) if (!keys.includes(column)) seen.add(column);
  }
  return [...seen];
}

function columnsOf(file: PythonFile, held: Held, read: PythonNode): readonly string[] | undefined {
  const member = read.parent;
  const name = member?.type === 'attribute' && read.field === 'object' ? child(member, 'attribute') : undefined;
  if (member === undefined || name === undefined || file.textOf(name).startsWith('_')) return undefined;
  const user = member.parent;
  if (user?.type === 'call' && member.field === 'function') return readByMethod(file, held, file.textOf(name));
  return user?.type === 'attribute' ? undefined : [file.textOf(name)];
}

/** The columns that a method of the row's class reads, where it does nothing else with the row. */
function readByMethod(file: PythonFile, held: Held, name: string): readonly string[] | undefined {
  const found = classOf(file, held);
  const body = found && child(found.node, 'body');
  const method =
    body &&
    named(body).find((one) => {
      const own = one.type === 'function_definition' ? child(one, 'name') : undefined;
      return own !== undefined && found.file.textOf(own) === name;
    });
  if (found === undefined || method === undefined) return undefined;
  const columns: string[] = [];
  for (const node of walk(child(method, 'body') ?? method)) {
    if (node.type !== 'identifier' || found.file.textOf(node) !== 'self' || node.field === 'attribute') continue;
    const member = node.parent;
    const column = member?.type === 'attribute' && node.field === 'object' ? child(member, 'attribute') : undefined;
    const user = member?.parent;
    if (member === undefined || column === undefined || user === undefined) return undefined;
    const isPlain = !/^(?:attribute|subscript)$/.test(user.type) && !['function', 'left'].includes(member.field ?? '');
    if (!isPlain || found.file.textOf(column).startsWith('_')) return undefined;
    columns.push(found.file.textOf(column));
  }
  return columns;
}

import type { PythonFile } from '../../../src/languages/python/file.ts';
import { indentOf, newlineOf, unitOf } from '../../../src/languages/python/lines.ts';
import { child, childrenOf, isWithin, type PythonNode } from '../../../src/languages/python/node.ts';
import { methodOf } from '../../../src/languages/python/rows.ts';
import { walk } from '../../../src/languages/python/walk.ts';
import type { ChainLock, LoopLock } from '../../../src/model/row-patterns.ts';
import type { Edit } from '../../../src/model/source.ts';
import { classText } from './database.ts';
import type { Held } from './held.ts';
import { filled, wrapped } from './lock.ts';
import type { PythonCode } from './refusals.ts';
import type { Region } from './regions.ts';

/** A loop over rows, made one over their keys, which locks and reads each row. */
export function lockedLoop(
  file: PythonFile,
  held: Held,
  region: Region,
  lock: ChainLock,
  /** What opens the transaction of each row; empty where that is open already. */
  code: string,
): Edit[] | PythonCode {
  const rows = held.site?.rows;
  const model = rows?.model;
  const loop = held.read;
  const right = child(loop, 'right');
  const target = child(loop, 'left');
  if (lock.loop === undefined) return 'rows-read-together';
  if (rows === undefined || right === undefined || target === undefined) return 'read-elsewhere';
  if (rows.isSliced) return 'query-sliced';
  const unlockable = new Set([...(held.chain.unlockable ?? []), 'prefetch_related', 'only', 'defer']);
  if (rows.steps.some(({ name }) => unlockable.has(name))) return 'query-not-lockable';
  if (childrenOf(loop, 'alternative').length > 0) return 'rows-read-together';
  const { path, text } = file;
  const newline = newlineOf(text);
  const row = held.binding.name;
  const last = rows.steps.at(-1);
  const isEach = right === last?.call && held.chain.each?.includes(last.name) === true;
  const object = isEach ? child(methodOf(last.call)?.parent ?? right, 'object') : right;
  const query = file.textOf(object ?? right);
  const isNamed = (object ?? right).type === 'identifier';
  // A name that holds what has been read already is no query.
  if (isNamed && !isEach && last !== undefined && held.chain.each?.includes(last.name)) return 'rows-read-together';
  const column = keyColumn(file, held, lock.loop);
  if (column === undefined) return 'rows-read-together';
  const name = isNamed ? query : freeName(file, held.callable, [`${row}s`, `${row}_rows`, `all_${row}s`]);
  const key = freeName(file, held.callable, ['pk', `${row}_pk`, `${row}_key`]);
  if (name === undefined || key === undefined) return 'name-taken';
  const indent = indentOf(text, loop.start);
  if (indent === undefined || /\n/.test(text.slice(loop.start, right.start))) return 'shares-its-line';
  const isOpened = code !== '';
  const unit = unitOf(file, region.statements[0]);
  const inner = `${indentOf(text, region.statements[0]?.start ?? region.start) ?? ''}${isOpened ? unit : ''}`;
  const holes = { rows: name, key, column, model: model === undefined ? '' : file.textOf(model) };
  const read = [
    `${inner}${row} = ${filled(lock.loop.row, holes)}`,
    `${inner}if ${row} is None:`,
    `${inner}${unit}continue`,
    '',
  ].join(newline);
  const header = filled(lock.loop.head, holes);
  return [
    {
      path,
      start: loop.start,
      end: right.end,
      text: isNamed ? header : `${name} = ${query}${newline}${indent}${header}`,
    },
    ...(isOpened ? wrapped(file, region, read, code) : [{ path, start: region.start, end: region.start, text: read }]),
  ];
}

/** The name of the column that tells a row, where the code needs one; undefined where it cannot be told. */
export function keyColumn(file: PythonFile, held: Held, { key, unless }: LoopLock): string | undefined {
  const own = classText(file, held) ?? '';
  if (unless?.test(own)) return undefined;
  if (key === undefined) return '';
  const [only, ...others] = [...own.matchAll(new RegExp(key.source, 'gm'))];
  return others.length > 0 ? undefined : only?.[1];
}

/** The first name that nothing in a function, nor its module, goes by. */
export function freeName(file: PythonFile, callable: PythonNode, names: readonly string[]): string | undefined {
  const taken = new Set<string>();
  for (const node of walk(callable)) if (node.type === 'identifier') taken.add(file.textOf(node));
  return names.find((name) => !taken.has(name) && !file.scopes.module.bindings.has(name));
}

/** Whether a loop's row is used behind the loop. */
export function isUsedBehind({ binding, read }: Held): boolean {
  const next = binding.writes.find(({ node }) => node.start > read.end);
  return binding.reads.some(
    (node) => node.start > read.end && (next === undefined || node.start < next.node.start) && !isWithin(node, read),
  );
}

import { statementAround } from '../../../src/languages/python/completion.ts';
import type { PythonFile } from '../../../src/languages/python/file.ts';
import { importedAs } from '../../../src/languages/python/imports.ts';
import { endsLine, indentOf, newlineOf } from '../../../src/languages/python/lines.ts';
import { child, isWithin, named, type PythonNode } from '../../../src/languages/python/node.ts';
import type { ChainLock } from '../../../src/model/row-patterns.ts';
import type { Edit } from '../../../src/model/source.ts';
import type { LoneWrite } from '../../../src/model/update-patterns.ts';
import { changesOf } from './changes.ts';
import type { Cure } from './cures.ts';
import { filled } from './lock.ts';
import { type PlainClass, plainClassOf } from './plain-class.ts';
import { isChangedByCallers } from './unsaved.ts';
import type { Judged } from './wording.ts';

/**
 * Has the database compute the new value: where one column of a row gets more or less, and is written, and nothing else
 * depends on the row.
 * @returns undefined where that is not so, or where the row's class does more than write when it is saved.
 */
export function atomicWrite(file: PythonFile, { held, save }: Judged, lock: ChainLock): Cure | undefined {
  const { binding, saves, origin, chain } = held;
  const { old, alone } = lock;
  const [change, ...others] = changesOf(file, held);
  const amount = change?.amount;
  if (!/^(?:one|self|parameter)$/.test(origin)) return undefined;
  if (old === undefined || change === undefined || amount === undefined || others.length > 0) return undefined;
  if (saves.length > 1 || save.columns !== undefined || readsRow(amount.value)) return undefined;
  const statement = statementAround(change.node);
  const block = statement.parent === undefined ? [] : named(statement.parent);
  const next = block[block.indexOf(statement) + 1];
  const isNext = next !== undefined && statementAround(save.call) === next;
  if (!isNext && save.call.type !== 'end') return undefined;
  const isOwn = (read: PythonNode) => isWithin(read, statement) || (isNext && isWithin(read, next));
  const foreign = binding.reads.filter((read) => !isOwn(read));
  const later = foreign.filter(({ start }) => start > save.call.end);
  if (foreign.some((read) => !later.includes(read) && !isTestedForNone(read))) return undefined;
  // Who handed the row in goes on with it.
  const isAgain = later.length > 0 || origin !== 'one';
  const isAfresh = chain.written.by === 'session' && isNext;
  if (isAgain && !isAfresh && alone?.again === undefined) return undefined;
  const plain = plainClassOf(file, held, lock);
  if (plain === undefined || isChangedByCallers(file, held)) return undefined;
  const { path, text } = file;
  const holes = { column: change.column, model: plain.model, row: binding.name };
  const imported = old.path === undefined ? { name: '', edits: [] } : importedAs(file, old.path);
  const indent = indentOf(text, statement.start);
  if (imported === undefined || indent === undefined || !endsLine(text, save.call.end)) return undefined;
  const value = filled(old.code, holes);
  const spelled = old.path === undefined ? value : value.replace(/^\w+/, imported.name);
  const target = file.textOf(change.node);
  const line = `${target} = ${spelled} ${amount.sign} ${bracketed(file.textOf(amount.value))}`;
  const again =
    isAgain && !isAfresh && alone?.again !== undefined ? readAgain(alone, [change.column], holes) : undefined;
  const { end } = save.call;
  return {
    edits: [
      ...imported.edits,
      { path, start: statement.start, end: statement.end, text: line },
      ...(chain.written.by === 'row' ? writtenAlone(file, save.call, [change.column], plain, lock) : []),
      ...(again === undefined ? [] : [{ path, start: end, end, text: `${newlineOf(text)}${indent}${again}` }]),
    ],
    behaviour: `The database computes \`${target}\`, and only that column is written${plain.touched.length > 0 ? `, with \`${plain.touched.join('`, `')}\`` : ''}; ${again === undefined ? 'the instance holds an expression until it is read anew' : 'then it is read anew'}.`,
  };

  function readsRow(node: PythonNode): boolean {
    return binding.reads.some((read) => isWithin(read, node));
  }
}

/** The arguments with which a call that writes a row writes some columns alone. */
export function writtenAlone(
  { path }: PythonFile,
  call: PythonNode,
  changed: readonly string[],
  { model, touched }: Pick<PlainClass, 'model' | 'touched'>,
  { alone }: ChainLock,
): Edit[] {
  if (alone === undefined) return [];
  const given = filled(alone.code, { columns: columnsText(alone, [...changed, ...touched], model) });
  const list = child(call, 'arguments');
  const isFirst = list === undefined || named(list).length === 0;
  const start = named(list ?? call).at(-1)?.end ?? call.end - 1;
  return [
    isFirst
      ? { path, start: call.end - 1, end: call.end - 1, text: given }
      : { path, start, end: start, text: `, ${given}` },
  ];
}

/** Reads columns of a row anew. */
export function readAgain(
  alone: LoneWrite,
  columns: readonly string[],
  { model = '', row = '' }: Readonly<Record<string, string>>,
): string {
  return filled(alone.again ?? '', { row, columns: columnsText(alone, columns, model) });
}

function columnsText(alone: LoneWrite, columns: readonly string[], model: string): string {
  return [...new Set(columns)].map((column) => filled(alone.column, { column, model })).join(', ');
}

/** `account is None`, `not account`. */
export function isTestedForNone({ parent, field }: PythonNode): boolean {
  if (parent?.type === 'comparison_operator') return named(parent).some(({ type }) => type === 'none');
  return parent?.type === 'not_operator' || (parent?.type === 'if_statement' && field === 'condition');
}

/** What is added, so that the sign before it is for all of it. */
export function bracketed(text: string): string {
  return /^[\w.]+(?:\([^()]*\))?$/.test(text) ? text : `(${text})`;
}

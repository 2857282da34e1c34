import type { PythonFile } from '../../../src/languages/python/file.ts';
import { importedAs } from '../../../src/languages/python/imports.ts';
import { indentOf, lineStartOf, newlineOf, unitOf } from '../../../src/languages/python/lines.ts';
import { child, childrenOf, isWithin, type PythonNode } from '../../../src/languages/python/node.ts';
import { argumentsOf, methodOf } from '../../../src/languages/python/rows.ts';
import { walk } from '../../../src/languages/python/walk.ts';
import type { ChainLock } from '../../../src/model/dialect.ts';
import type { Edit } from '../../../src/model/source.ts';
import type { Held } from './held.ts';
import type { PythonCode } from './refusals.ts';
import type { Region } from './regions.ts';

/** Fills the holes of a dialect's code: `{row}`. */
export function filled(code: string, holes: Readonly<Record<string, string>>): string {
  return code.replace(/\{(\w+)\}/g, (hole, name: string) => holes[name] ?? hole);
}

/** Makes a read lock the row that it gives. */
export function lockedRead(file: PythonFile, { site, chain }: Held, lock: ChainLock): Edit | PythonCode {
  const rows = site?.rows;
  if (site === undefined || rows === undefined) return 'read-elsewhere';
  if (rows.isSliced) return 'query-not-lockable';
  const unlockable = new Set([...(chain.unlockable ?? []), 'select_related', 'options']);
  if (rows.steps.some(({ name }) => unlockable.has(name))) return 'query-not-lockable';
  const { path } = file;
  if (rows.passed !== undefined) {
    const { start, end } = rows.passed;
    if (rows.steps.length > 0 || rows.passed.type === 'attribute') return { path, start: end, end, text: lock.chained };
    const isClass = rows.model !== undefined && /^(?:\w+\.)*[A-Z]\w*$/.test(file.textOf(rows.passed));
    if (lock.queryOf === undefined || !isClass) return 'query-not-lockable';
    const text = filled(lock.queryOf, { model: file.textOf(rows.passed) }) + lock.chained;
    return { path, start, end, text };
  }
  const last = rows.steps.at(-1);
  const method = last && methodOf(last.call);
  const object = method?.parent && child(method.parent, 'object');
  if (last === undefined || object === undefined) return 'query-not-lockable';
  const isAlone = rows.steps.length === 1 && chain.begins?.includes(last.name) === true;
  const instead = isAlone ? lock.instead?.[last.name] : undefined;
  if (instead !== undefined) {
    const given = argumentsOf(last.call);
    // What a call takes by keyword, another need not take.
    const isSame = instead.startsWith(`{of}.${last.name}(`);
    if (given.length === 0 || given.some(({ type }) => /splat/.test(type) || (type === 'keyword_argument' && !isSame)))
      return 'query-not-lockable';
    const [first] = given;
    const text = file.text.slice(first?.start ?? 0, given.at(-1)?.end);
    return {
      path,
      start: last.call.start,
      end: last.call.end,
      text: filled(instead, { of: file.textOf(object), arguments: text }),
    };
  }
  const given = lock.given?.[rows.steps[0]?.name ?? ''];
  if (given !== undefined) {
    const [query] = rows.steps[0] === undefined ? [] : argumentsOf(rows.steps[0].call);
    return query?.type === 'call' ? { path, start: query.end, end: query.end, text: given } : 'query-not-lockable';
  }
  return { path, start: object.end, end: object.end, text: lock.chained };
}

/** What opens the transaction of a lock, and what has to be imported for it. */
export function openedBy(
  file: PythonFile,
  { site }: Held,
  { transaction }: ChainLock,
): { code: string; edits: readonly Edit[] } | PythonCode {
  if (transaction === undefined) return 'outer-transaction';
  const rows = site?.rows;
  const imported = transaction.path === undefined ? { name: '', edits: [] } : importedAs(file, transaction.path);
  if (imported === undefined) return 'name-taken';
  const chosen = rows?.steps.find(({ name }) => name === transaction.using);
  const [database] = chosen === undefined ? [] : argumentsOf(chosen.call);
  const using = database === undefined ? '' : `${transaction.using}=${file.textOf(database).replace(/^\w+=/, '')}`;
  const model = rows?.model === undefined ? '' : file.textOf(rows.model);
  const own = transaction.path?.split('.').at(-1) ?? '';
  const code = filled(transaction.code, { using, model });
  return { code: own === '' ? code : code.replace(new RegExp(`^${own}\\b`), imported.name), edits: imported.edits };
}

/** Puts the statements of a region into a `with`. */
export function wrapped(file: PythonFile, region: Region, head: string, code: string): Edit[] {
  const { path, text } = file;
  const indent = indentOf(text, region.statements[0]?.start ?? region.start) ?? '';
  const newline = newlineOf(text);
  const unit = unitOf(text);
  const strings = region.statements.flatMap((one) => [...walk(one)]).filter(({ type }) => type === 'string');
  const edits: Edit[] = [
    { path, start: region.start, end: region.start, text: `${indent}with ${code}:${newline}${head}${unit}` },
  ];
  for (let at = text.indexOf('\n', region.start) + 1; at > 0 && at < region.end; at = text.indexOf('\n', at) + 1) {
    const isBlank = /^[ \t]*\r?$/.test(
      text.slice(at, text.indexOf('\n', at) === -1 ? undefined : text.indexOf('\n', at)),
    );
    const isInText = strings.some(({ start, end }) => start < at && at < end);
    if (!isBlank && !isInText) edits.push({ path, start: at, end: at, text: unit });
  }
  return edits;
}

/** A loop over rows, made one over their keys, which locks and reads each row. */
export function lockedLoop(
  file: PythonFile,
  held: Held,
  region: Region,
  lock: ChainLock,
  code: string,
): Edit[] | PythonCode {
  const rows = held.site?.rows;
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
  const name = isNamed ? query : freeName(file, held.callable, [`${row}s`, `${row}_rows`, `all_${row}s`]);
  const key = freeName(file, held.callable, ['pk', `${row}_pk`, `${row}_key`]);
  if (name === undefined || key === undefined) return 'name-taken';
  const indent = indentOf(text, loop.start);
  if (indent === undefined || /\n/.test(text.slice(loop.start, right.start))) return 'shares-its-line';
  const inner = `${indentOf(text, region.statements[0]?.start ?? region.start) ?? ''}${unitOf(text)}`;
  const read = [
    `${inner}${row} = ${filled(lock.loop.row, { rows: name, key })}`,
    `${inner}if ${row} is None:`,
    `${inner}${unitOf(text)}continue`,
    '',
  ].join(newline);
  const header = `for ${key} in ${filled(lock.loop.keys, { rows: name })}`;
  return [
    {
      path,
      start: loop.start,
      end: right.end,
      text: isNamed ? header : `${name} = ${query}${newline}${indent}${header}`,
    },
    ...wrapped(file, region, read, code).map((edit, at) =>
      at === 0 ? { ...edit, start: lineStartOf(text, region.start), end: lineStartOf(text, region.start) } : edit,
    ),
  ];
}

/** The first name that nothing in a function, nor its module, goes by. */
function freeName(file: PythonFile, callable: PythonNode, names: readonly string[]): string | undefined {
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

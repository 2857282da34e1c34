import type { PythonFile } from '../../../src/languages/python/file.ts';
import { importedAs, joinedImports } from '../../../src/languages/python/imports.ts';
import { indentOf, newlineOf, unitOf } from '../../../src/languages/python/lines.ts';
import { child } from '../../../src/languages/python/node.ts';
import { argumentsOf, methodOf } from '../../../src/languages/python/rows.ts';
import { walk } from '../../../src/languages/python/walk.ts';
import type { ChainLock } from '../../../src/model/row-patterns.ts';
import type { Edit } from '../../../src/model/source.ts';
import { routedIn } from './database.ts';
import { queryOfPassed } from './default-manager.ts';
import type { Held } from './held.ts';
import type { PythonCode } from './refusals.ts';
import type { Region } from './regions.ts';

/** Fills the holes of a dialect's code: `{row}`. */
export function filled(code: string, holes: Readonly<Record<string, string>>): string {
  return code.replace(/\{(\w+)\}/g, (hole, name: string) => holes[name] ?? hole);
}

/** Makes a read lock the row that it gives. */
export function lockedRead(file: PythonFile, held: Held, lock: ChainLock): Edit | PythonCode {
  const { site, chain } = held;
  const rows = site?.rows;
  if (site === undefined || rows === undefined) return 'read-elsewhere';
  if (rows.isSliced) return 'query-not-lockable';
  const unlockable = new Set([...(chain.unlockable ?? []), 'select_related', 'options']);
  if (rows.steps.some(({ name }) => unlockable.has(name))) return 'query-not-lockable';
  const { path } = file;
  if (rows.passed !== undefined) {
    const { end } = rows.passed;
    const query = queryOfPassed(file, held, lock);
    if (query === undefined) return 'query-not-lockable';
    return { path, start: end, end, text: query.slice(file.textOf(rows.passed).length) + lock.chained };
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
  const isRead = [chain.one, chain.each, chain.makes].some((names) => names?.includes(last.name));
  const { end } = isRead ? object : last.call;
  return { path, start: end, end, text: lock.chained };
}

/** What opens the transaction of a lock, and what has to be imported for it. */
export function openedBy(
  file: PythonFile,
  { site }: Held,
  lock: ChainLock,
): { code: string; edits: readonly Edit[] } | PythonCode {
  const { transaction } = lock;
  if (transaction === undefined) return 'outer-transaction';
  const rows = site?.rows;
  const imported = transaction.path === undefined ? { name: '', edits: [] } : importedAs(file, transaction.path);
  if (imported === undefined) return 'name-taken';
  const chosen = rows?.steps.find(({ name }) => name === transaction.using);
  const [database] = chosen === undefined ? [] : argumentsOf(chosen.call);
  const model = rows?.model === undefined ? '' : file.textOf(rows.model);
  const routed = chosen === undefined ? databaseOf(file, model, lock) : { code: '', edits: [] };
  if (typeof routed === 'string') return routed;
  const place = database === undefined ? routed.code : file.textOf(database).replace(/^\w+=/, '');
  const using = place === '' ? '' : `${transaction.using}=${place}`;
  const own = transaction.path?.split('.').at(-1) ?? '';
  const code = filled(transaction.code, { using, model });
  return {
    code: own === '' ? code : code.replace(new RegExp(`^${own}\\b`), imported.name),
    edits: joinedImports([routed.edits, imported.edits]),
  };
}

/** Which database the rows of a model are written in, where functions of the project decide that. */
function databaseOf(
  file: PythonFile,
  model: string,
  lock: ChainLock,
): { code: string; edits: readonly Edit[] } | PythonCode {
  const { router } = lock;
  const routed = routedIn(file, lock);
  if (router === undefined || routed === 'no') return { code: '', edits: [] };
  const imported = importedAs(file, router.path);
  if (routed === 'by-row' || !/^[\w.]+$/.test(model)) return 'database-routed';
  if (imported === undefined) return 'name-taken';
  return { code: filled(router.code, { model }).replace(/^\w+/, imported.name), edits: imported.edits };
}

/**
 * Puts the statements of a region into a `with`.
 * @param head whole lines that come first in it.
 * @param depth how many steps the statements go further in.
 */
export function wrapped(file: PythonFile, region: Region, head: string, code: string, depth = 1): Edit[] {
  const { path, text } = file;
  const indent = indentOf(text, region.statements[0]?.start ?? region.start) ?? '';
  const newline = newlineOf(text);
  const unit = unitOf(file, region.statements[0]).repeat(depth);
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

import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { isFunctionNode } from '../../../src/languages/javascript/nodes.ts';
import { closest, endOf, startOf } from '../../../src/languages/javascript/walk.ts';
import type { Related } from '../../../src/model/transform.ts';
import { derivationOf } from './dependence.ts';
import { type RowRead, readsIn } from './reads.ts';
import { hasSameTable, tableNameOf } from './same-row.ts';
import { isTest } from './surroundings.ts';
import { type RowWrite, writesOf } from './writes.ts';

/** As many as a reader can go through. */
const most = 10;
/** Opening files costs: a table that more of them name has writers enough. */
const mostOpened = 20;

/** Other writes of the same table, of this file first: a lock cures only when each of them takes it, too. */
export function otherWriters(file: JavaScriptFile, read: RowRead, own: readonly RowWrite[]): Related[] {
  const known = new Set(own.map(({ node }) => node));
  const found = writersIn(file, read).filter(({ node }) => !known.has(node));
  const related = found.map(({ node }) => relatedAt(file, node));
  let opened = 0;
  if (related.length < most && namesTable(read))
    for (const module of file.mentioning(tableNameOf(read.call))) {
      if (isTest(module.path)) continue;
      opened += 1;
      const other = file.other(module);
      related.push(...writersIn(other, read).map(({ node }) => relatedAt(other, node)));
      if (related.length >= most || opened >= mostOpened) break;
    }
  return related.slice(0, most);
}

/** `repository` is another table in each class. */
function namesTable({ call }: RowRead): boolean {
  const library = new RegExp(call.dialect.id.replace(/\W/g, ''), 'i');
  return /[a-z]/i.test(
    tableNameOf(call)
      .replace(library, '')
      .replace(/repo(?:sitory)?|model|entity|manager/gi, ''),
  );
}

/** The writes of a read's table in a file that stand beside no lock. */
function writersIn(file: JavaScriptFile, { call }: RowRead): { readonly node: Node }[] {
  const calls = file
    .rowCalls()
    .filter((one) => /^(?:write|save)$/.test(one.pattern.does) && hasSameTable(call, one))
    .map(({ whole }) => whole);
  const ofRows = readsIn(file)
    .filter((one) => hasSameTable(call, one.call))
    .flatMap((one) => writesOf(file, one, derivationOf(file, one)).map(({ node }) => node));
  return [...new Set([...calls, ...ofRows])]
    .filter((node) => !isBesideLock(file, node))
    .sort((one, other) => startOf(one) - startOf(other))
    .map((node) => ({ node }));
}

function isBesideLock({ text, parentOf }: JavaScriptFile, node: Node): boolean {
  const fn = closest(node, parentOf, isFunctionNode);
  return (
    fn !== undefined && /\block\b|forUpdate|pessimistic|\bfor\s+update\b/i.test(text.slice(startOf(fn), endOf(fn)))
  );
}

function relatedAt({ path }: JavaScriptFile, node: Node): Related {
  const message = 'the same table is written here: a lock cures only when every writer takes it';
  return { path, start: startOf(node), end: endOf(node), message };
}

import type { Node } from '@babel/types';
import type { Copies, LocalEdit } from '../../../src/languages/javascript/copies.ts';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { indentationAt, lineEndOf, semicolonOf } from '../../../src/languages/javascript/layout.ts';
import { targetsIn } from '../../../src/languages/javascript/nodes.ts';
import { endOf, startOf } from '../../../src/languages/javascript/walk.ts';
import type { End } from './end.ts';

/** A list that gathers what is to run behind a transaction. */
export interface Collection {
  readonly name: string;
  readonly edits: readonly LocalEdit[];
}

/** Declares a list before a transaction, and runs what it holds behind it; takes the one that is there already. */
export function collect(file: JavaScriptFile, end: End, copies: Copies): Collection {
  const there = listAround(file, end);
  if (there !== undefined) return { name: there, edits: [] };
  const { text, path } = file;
  const name = copies.nameFor(end.first, ['afterCommit', 'sendAfterCommit', 'toSendAfterCommit']);
  const type = /\.[cm]?tsx?$/.test(path) ? ': (() => unknown)[]' : '';
  const lineEnd = lineEndOf(text);
  const semicolon = semicolonOf(file, end.statement);
  const before = indentationAt(text, startOf(end.first));
  const outer = indentationAt(text, startOf(end.statement));
  const declared = { start: startOf(end.first), end: startOf(end.first) };
  const declaration = { ...declared, text: `const ${name}${type} = []${semicolon}${lineEnd}${before}` };
  const run = `for (const send of ${name}) await send()${semicolon}`;
  const stop = endOf(end.statement);
  if (!end.returned && !end.leaves) {
    return { name, edits: [declaration, { start: stop, end: stop, text: `${lineEnd}${outer}${run}` }] };
  }
  const result = copies.nameFor(end.statement, ['result', 'committed', 'returned']);
  const behind = `${lineEnd}${outer}${run}${lineEnd}${outer}return ${result}${semicolon}`;
  if (end.leaves) {
    const at = startOf(end.leaves);
    const edits = [
      { ...declared, text: `let ${result}${semicolon}${lineEnd}${before}` },
      declaration,
      { start: at, end: at + 'return'.length, text: `${result} =` },
      { start: stop, end: stop, text: behind },
    ];
    return { name, edits };
  }
  const { madeAsync: at } = end;
  const keyword = /^return\s*(?:await\s*)?/.exec(text.slice(startOf(end.statement), stop))?.[0] ?? '';
  const head = startOf(end.statement);
  return {
    name,
    edits: [
      ...(at === undefined ? [] : [{ start: at, end: at, text: 'async ' }]),
      declaration,
      { start: head, end: head + keyword.length, text: `const ${result} = await ` },
      { start: stop, end: stop, text: behind },
    ],
  };
}

/** The list of functions that is declared right before a transaction, and run right behind it. */
function listAround(file: JavaScriptFile, { first, statement }: End): string | undefined {
  const list = file.parentOf(statement);
  if (!list || !('body' in list) || !Array.isArray(list.body)) return undefined;
  const body = list.body as Node[];
  const behind = body[body.indexOf(statement) + 1];
  const before = body[body.indexOf(first) - 1];
  if (behind?.type !== 'ForOfStatement' || behind.right.type !== 'Identifier') return undefined;
  if (before?.type !== 'VariableDeclaration') return undefined;
  const { name } = behind.right;
  const [declared] = before.declarations;
  const isList = declared?.init?.type === 'ArrayExpression' && declared.init.elements.length === 0;
  return isList && targetsIn(declared.id).some((one) => one.name === name) ? name : undefined;
}

import type { Node } from '@babel/types';
import type { LocalEdit } from '../../../src/languages/javascript/copies.ts';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { indentationAt, lineEndOf, lineStartOf } from '../../../src/languages/javascript/layout.ts';
import { inSequence } from '../../../src/languages/javascript/outcomes.ts';
import { endOf, isWithin, startOf } from '../../../src/languages/javascript/walk.ts';
import type { End } from './end.ts';
import type { Sending } from './sendings.ts';

/**
 * Moves a statement below its transaction, with the comments above it.
 * @returns undefined where it is not the last thing in it, or reads what cannot be seen from there.
 */
export function moveBelow(
  file: JavaScriptFile,
  { statement, transaction }: Sending & { statement: Node },
  end: End,
): LocalEdit[] | undefined {
  const { text } = file;
  if (end.returned || end.leaves || !isLast(file, statement, transaction.fn, end)) return undefined;
  const inner = scopeLeft(file, statement, end);
  if (inner && file.scopes.freeReads(statement).some(({ binding }) => isWithin(binding.scopeNode, inner)))
    return undefined;
  if (
    inner &&
    file.find(statement, 'ThisExpression').length &&
    transaction.fn.type !== 'ArrowFunctionExpression' &&
    transaction.form === 'callback'
  )
    return undefined;
  const start = startWithComments(file, statement);
  const lineEnd = lineEndOf(text);
  const from = lineStartOf(text, start);
  const until = endOfLine(text, endOf(statement));
  // Alone on its lines, or it stays where it is.
  if (text.slice(from, start).trim() !== '' || until === undefined) return undefined;
  const outer = indentationAt(text, startOf(end.statement));
  const own = indentationAt(text, startOf(statement));
  const body = text.slice(start, until).replace(/\r?\n$/, '');
  const isText = file.find(statement, 'TemplateLiteral').some((one) => /\n/.test(text.slice(startOf(one), endOf(one))));
  const moved = isText ? body : body.replaceAll(`\n${own}`, `\n${outer}`);
  const behind = endOfLine(text, endOf(end.statement)) ?? endOf(end.statement);
  const isBroken = behind > 0 && text[behind - 1] === '\n';
  const inserted = isBroken ? `${outer}${moved}${lineEnd}` : `${lineEnd}${outer}${moved}`;
  return [
    { start: from, end: until, text: '' },
    { start: behind, end: behind, text: inserted },
  ];
}

/** Whether a statement is always come to, and nothing but the end of the transaction follows it. */
function isLast(file: JavaScriptFile, statement: Node, fn: Node, end: End): boolean {
  const list = file.parentOf(statement);
  if (!list || !('body' in list) || !Array.isArray(list.body)) return false;
  const body = list.body as Node[];
  const behind = body.slice(body.indexOf(statement) + 1);
  if (isWithin(end.statement, fn)) {
    const isEnd = end.statement.type === 'TryStatement' ? end.statement.block === list : behind[0] === end.statement;
    return isEnd && (end.statement.type !== 'TryStatement' || behind.length === 1);
  }
  // Who returns before it does not come to it.
  const isReached = !inSequence(body.slice(0, body.indexOf(statement)), file.parentOf).includes('return');
  return behind.length === 0 && isReached && 'body' in fn && fn.body === list;
}

/** The block whose names cannot be seen behind the transaction. */
function scopeLeft(file: JavaScriptFile, statement: Node, end: End): Node | undefined {
  const list = file.parentOf(statement);
  if (!list || isWithin(end.statement, list)) return undefined;
  return isWithin(list, end.statement) ? end.statement : list;
}

/** Where the comments on lines of their own begin that stand right above a statement. */
function startWithComments({ text, comments }: JavaScriptFile, statement: Node): number {
  let start = startOf(statement);
  for (;;) {
    const above = comments.find(
      ({ start: from, end }) =>
        end <= start &&
        /^[\t ]*\r?\n[\t ]*$/.test(text.slice(end, start)) &&
        text.slice(lineStartOf(text, from), from).trim() === '',
    );
    if (!above) return start;
    start = above.start;
  }
}

/** The start of the next line, where nothing but a comment stands behind an offset. */
function endOfLine(text: string, at: number): number | undefined {
  const [rest = ''] = /^[^\n]*\n?/.exec(text.slice(at)) ?? [];
  return /^[;,)]?\s*(?:\/\/.*|\/\*[^*]*\*\/\s*)?\r?\n?$/.test(rest) ? at + rest.length : undefined;
}

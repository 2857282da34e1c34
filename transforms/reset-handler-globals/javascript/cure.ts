import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import type { JavaScriptHandler } from '../../../src/languages/javascript/handlers.ts';
import { indentStep } from '../../../src/languages/javascript/layout.ts';
import type { Binding } from '../../../src/languages/javascript/scopes.ts';
import { endOf, startOf } from '../../../src/languages/javascript/walk.ts';
import type { Edit } from '../../../src/model/source.ts';
import { initialValue } from './initial.ts';

/** A variable and where its value is made anew. */
export interface Cure {
  readonly binding: Binding;
  /** Where nothing but the one handler uses it. */
  readonly isMoved: boolean;
  readonly handlers: readonly JavaScriptHandler[];
}

/** A statement that some handlers begin with. */
interface Beginning {
  readonly line: string;
  readonly handlers: readonly JavaScriptHandler[];
}

/** The edits that cure the leaking state of a file, all in one. */
export function editsFor(file: JavaScriptFile, cures: readonly Cure[], beginnings: readonly Beginning[] = []): Edit[] {
  const edits = joined(
    file,
    cures.flatMap(({ binding, isMoved }) => declarationEdits(file, binding, isMoved)),
  );
  const fresh = cures.map((cure): Beginning => ({ line: freshLine(file, cure), handlers: cure.handlers }));
  const all = [...fresh, ...beginnings];
  const handlers = new Set(all.flatMap((one) => one.handlers));
  for (const handler of handlers) {
    const lines = all.filter((one) => one.handlers.includes(handler)).map(({ line }) => line);
    edits.push(...beginWith(file, handler, lines));
  }
  return edits.map((edit) => ({ ...edit, path: file.path }));
}

type LocalEdit = Omit<Edit, 'path'>;

function declarationEdits(file: JavaScriptFile, binding: Binding, isMoved: boolean): LocalEdit[] {
  const statement = file.parentOf(binding.declaration);
  if (statement?.type !== 'VariableDeclaration') return [];
  if (isMoved) {
    const { start, end } = withComments(file, startOf(statement), endOf(statement));
    return [{ ...linesOf(file, start, end), text: '' }];
  }
  return statement.kind === 'const'
    ? [{ start: startOf(statement), end: startOf(statement) + 'const'.length, text: 'let' }]
    : [];
}

/** Lines that are taken out one below the other are taken out as one, with one blank line. */
function joined({ text }: JavaScriptFile, edits: readonly LocalEdit[]): LocalEdit[] {
  const done: LocalEdit[] = [];
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    const before = done.at(-1);
    // Two variables of one `const` bring the same edit.
    if (before?.start === edit.start && before.end === edit.end) continue;
    if (before?.text === '' && edit.text === '' && before.end === edit.start && text[edit.end - 1] === '\n') {
      done[done.length - 1] = { ...before, end: withBlank(text, before.start, edit.end) };
    } else done.push(edit);
  }
  return done;
}

function freshLine(file: JavaScriptFile, { binding, isMoved }: Cure): string {
  const statement = file.parentOf(binding.declaration);
  if (!statement) return '';
  const declared = file.text.slice(startOf(statement), endOf(statement));
  if (isMoved) {
    const { start, end } = withComments(file, startOf(statement), endOf(statement));
    return file.text.slice(start, end);
  }
  const initial = initialValue(binding);
  const value = initial ? file.text.slice(startOf(initial), endOf(initial)) : 'undefined';
  return `${binding.name} = ${value}${declared.endsWith(';') ? ';' : ''}`;
}

function beginWith(file: JavaScriptFile, { fn }: JavaScriptHandler, lines: readonly string[]): LocalEdit[] {
  const { text } = file;
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const outer = indentationAt(text, startOf(fn));
  const step = indentStep(file, startOf(fn.body) + 1);
  if (fn.body.type !== 'BlockStatement') {
    const arrow = text.slice(0, startOf(fn.body)).lastIndexOf('=>') + 2;
    const inner = outer + step;
    const before = `{${lineEnd}${lines.map((line) => `${inner}${indented(line, inner, lineEnd)}${lineEnd}`).join('')}${inner}return `;
    const start = arrow + (/^\s*/.exec(text.slice(arrow))?.[0].length ?? 0);
    return [
      { start, end: start, text: before },
      { start: endOf(fn), end: endOf(fn), text: `;${lineEnd}${outer}}` },
    ];
  }
  const [first] = fn.body.body;
  const directive = fn.body.directives.at(-1);
  const at = directive ? endOf(directive) : startOf(fn.body) + 1;
  const rest = restOfLine(text, at);
  const isInComment = file.comments.some(
    (comment) => comment.start < at + rest.length && at + rest.length < comment.end,
  );
  const isOnOwnLine = !isInComment && (!first || startOf(first) >= at + rest.length);
  if (!isOnOwnLine) {
    return [{ start: at, end: at, text: lines.map((line) => ` ${closed(withoutComment(line))}`).join('') }];
  }
  const inner = first && isFirstOfLine(text, startOf(first)) ? indentationAt(text, startOf(first)) : outer + step;
  const end = at + rest.length;
  // Without a semicolon, what starts so would go on with the line above.
  const goesOn = (next: string) => /^[([`/+-](?![/*])/.test(next);
  const ended = lines.map((line, place) =>
    goesOn(lines[place + 1] ?? (first ? text.slice(startOf(first)) : '')) ? closed(withoutComment(line)) : line,
  );
  return [
    { start: end, end, text: ended.map((line) => `${lineEnd}${inner}${indented(line, inner, lineEnd)}`).join('') },
  ];
}

/** The comment on the line of a declaration, and those above it that speak of it alone, go with it. */
function withComments({ text, comments }: JavaScriptFile, start: number, end: number): { start: number; end: number } {
  const rest = restOfLine(text, end);
  const isSaid = /^[\t ]*\/\//.test(rest);
  const last = isSaid ? end + rest.trimEnd().length : end;
  if (!isFirstOfLine(text, start)) return { start, end: last };
  const isLastOfBlock = /^[\t ]*(?:\r?\n[\t ]*\r?\n|\r?\n?$)/.test(text.slice(last));
  let first = start;
  for (;;) {
    const above = comments.find((one) => one.end < first && /^[\t ]*\r?\n[\t ]*$/.test(text.slice(one.end, first)));
    if (!above || !isFirstOfLine(text, above.start)) break;
    first = above.start;
  }
  const isFirstOfBlock = /(?:^|\n)[\t ]*\r?\n[\t ]*$/.test(text.slice(0, first)) && first > 0;
  const isDocumented = text.startsWith('/**', first);
  return { start: isFirstOfBlock && (isLastOfBlock || isDocumented) ? first : start, end: last };
}

const withoutComment = (line: string): string => line.replace(/[\t ]*\/\/[^\n'"]*$/, '');

const closed = (line: string): string => (line.endsWith(';') ? line : `${line};`);

/** What stands on several lines at the margin is moved in with its first line; lines of text inside are none of ours. */
function indented(line: string, inner: string, lineEnd: string): string {
  return line.includes('`') ? line : line.split(/\r?\n/).join(`${lineEnd}${inner}`);
}

/** The whole lines of a statement, and a blank one behind it where there is one before; only its own text where it shares them. */
function linesOf({ text }: JavaScriptFile, start: number, end: number): { start: number; end: number } {
  const rest = restOfLine(text, end);
  if (!isFirstOfLine(text, start) || rest.trim() !== '') return { start, end };
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const to = end + rest.length + lineEndAt(text, end + rest.length);
  return { start: from, end: withBlank(text, from, to) };
}

/** The end of some lines, or of a blank one behind them where there is one before. */
function withBlank(text: string, from: number, to: number): number {
  const isBlankBefore = from === 0 || /\n\r?\n$/.test(text.slice(0, from));
  const blank = /^[\t ]*\r?\n/.exec(text.slice(to));
  return isBlankBefore && blank ? to + blank[0].length : to;
}

const restOfLine = (text: string, at: number): string => /^[^\r\n]*/.exec(text.slice(at))?.[0] ?? '';

const lineEndAt = (text: string, at: number): number => /^\r?\n/.exec(text.slice(at))?.[0].length ?? 0;

const isFirstOfLine = (text: string, at: number): boolean =>
  text.slice(text.lastIndexOf('\n', at - 1) + 1, at).trim() === '';

const indentationAt = (text: string, at: number): string =>
  /^[\t ]*/.exec(text.slice(text.lastIndexOf('\n', at - 1) + 1))?.[0] ?? '';

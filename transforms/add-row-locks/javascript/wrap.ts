import type { LocalEdit } from '../../../src/languages/javascript/copies.ts';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { indentationAt, indentStep, lineEndOf } from '../../../src/languages/javascript/layout.ts';
import { endOf, startOf, walk } from '../../../src/languages/javascript/walk.ts';
import type { OpenedByHand } from '../../../src/model/row-patterns.ts';
import { earlyCode } from './early.ts';
import type { Region } from './region.ts';

/** How the transaction opens, and what its first statements are. */
interface Opening {
  readonly code: string;
  readonly connection: string;
  readonly handle: string;
  readonly before: readonly string[];
}

/** Puts lines into a transaction's callback, a step further in; the names that are used behind it come out of it. */
export function wrapEdits(
  file: JavaScriptFile,
  region: Region,
  { code, connection, handle, before }: Opening,
): LocalEdit[] {
  const { text } = file;
  const { start, end, escaping, isReturned, early } = region;
  const [opener] = region.statements;
  const told = early && opener ? earlyCode(file, opener, early) : undefined;
  const lineEnd = lineEndOf(text);
  const outer = indentationAt(text, start);
  const step = stepIn(file, region);
  const semicolon = text[end - 1] === ';' || text[end - 1] === '}' ? ';' : '';
  const [head = '', tail = ''] = code.replace('{connection}', connection).replace('{handle}', handle).split('{body}');
  const names = escaping.map(({ name }) => name);
  const kind = escaping.some((one) => one.kind !== 'const') ? 'let' : 'const';
  const taken =
    told?.taken ??
    (names.length === 0 ? '' : `${kind} ${names.length === 1 ? names[0] : `{ ${names.join(', ')} }`} = `);
  const result =
    told?.given ?? (names.length === 0 ? '' : `return ${names.length === 1 ? names[0] : `{ ${names.join(', ')} }`}`);
  const given = result && `${lineEnd}${outer}${step}${result}${semicolon}`;
  const behind = told ? `${lineEnd}${outer}${told.behind}${semicolon}` : '';
  const opening = `${isReturned ? 'return ' : taken}await ${head}{${lineEnd}${outer}${step}`;
  const inner = `${lineEnd}${outer}${step}`;
  const first = before
    .map((one) => (/[;}]$/.test(one) ? one : one + semicolon).replaceAll(`${lineEnd}${outer}`, inner) + inner)
    .join('');
  return [
    { start, end: start, text: opening + first },
    ...(told?.edits ?? []),
    ...indentEdits(file, region, step),
    { start: end, end, text: `${given}${lineEnd}${outer}}${tail}${semicolon}${behind}` },
  ];
}

/**
 * Puts lines between the statements that open a transaction and those that end it; what is returned behind them, from
 * their own names, is returned inside.
 * @returns undefined where the names of the lines are needed outside of them.
 */
export function handOpenedEdits(
  file: JavaScriptFile,
  region: Region,
  byHand: OpenedByHand,
  { connection, handle }: Pick<Opening, 'connection' | 'handle'>,
): LocalEdit[] | undefined {
  const { text } = file;
  const { start, end, escaping, behind } = region;
  if (escaping.length > 0 && behind?.type !== 'ReturnStatement') return undefined;
  const whole = escaping.length > 0 && behind ? { ...region, end: endOf(behind) } : region;
  const statements = behind ? [...region.statements, behind] : region.statements;
  const lineEnd = lineEndOf(text);
  const outer = `${lineEnd}${indentationAt(text, start)}`;
  const inner = outer + stepIn(file, region);
  const semicolon = text[end - 1] === ';' || text[end - 1] === '}' ? ';' : '';
  const code = (part: keyof OpenedByHand) =>
    byHand[part].replace('{connection}', connection).replaceAll('{handle}', handle) + semicolon;
  const commit = { start: end, end, text: `${inner}${code('commit')}` };
  const ending = `${outer}} catch (error) {${inner}${code('rollback')}${inner}throw error${semicolon}${outer}} finally {${inner}${code('released')}${outer}}`;
  return [
    { start, end: start, text: `${code('taken')}${outer}try {${inner}${code('begin')}${inner}` },
    ...indentEdits(file, { ...whole, statements }, stepIn(file, region)),
    ...(whole === region
      ? [{ ...commit, text: commit.text + ending }]
      : [commit, { start: whole.end, end: whole.end, text: ending }]),
  ];
}

/** How much further in the lines of a region go. */
export function stepIn(file: JavaScriptFile, { start }: Region): string {
  return indentStep(file, start);
}

/** A step at the start of each line but the first; the lines of a text are none of ours. */
function indentEdits({ text }: JavaScriptFile, { start, end, statements }: Region, step: string): LocalEdit[] {
  const texts: { start: number; end: number }[] = [];
  for (const statement of statements)
    walk(statement, (node) => {
      if (node.type === 'TemplateLiteral') texts.push({ start: startOf(node), end: endOf(node) });
    });
  const edits: LocalEdit[] = [];
  for (let at = text.indexOf('\n', start) + 1; at > 0 && at <= end; at = text.indexOf('\n', at) + 1) {
    const isBlank = /^[\t ]*\r?(?:\n|$)/.test(text.slice(at));
    if (!isBlank && !texts.some((one) => one.start < at && at <= one.end))
      edits.push({ start: at, end: at, text: step });
  }
  return edits;
}

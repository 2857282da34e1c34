import type { BlockStatement, ClassBody, Node } from '@babel/types';
import type { JavaScriptFile } from './file.ts';
import { endOf, startOf } from './walk.ts';

/** Whether what is written before a statement ends with a semicolon: as the statement does, else as most of the file do. */
export function semicolonOf(file: Pick<JavaScriptFile, 'text' | 'ast' | 'find'>, statement: Node): ';' | '' {
  const ends = (node: Node) => file.text[endOf(node) - 1] === ';';
  // What starts so would go on with the line above.
  if (ends(statement) || /[([`/+-]/.test(file.text[startOf(statement)] ?? '')) return ';';
  const statements = [
    ...file.find(file.ast.program, 'ExpressionStatement'),
    ...file.find(file.ast.program, 'ImportDeclaration'),
  ];
  return statements.filter(ends).length * 2 < statements.length ? '' : ';';
}

/** How the lines of a text end. */
export const lineEndOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

/** Where the line of an offset starts. */
export const lineStartOf = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1;

/** The white space that the line of an offset starts with. */
export const indentationAt = (text: string, at: number): string =>
  /^[\t ]*/.exec(text.slice(lineStartOf(text, at)))?.[0] ?? '';

/** What tells how a file is laid out. */
type Laid = Pick<JavaScriptFile, 'text' | 'ast' | 'comments' | 'find' | 'parentOf'>;

/**
 * One step of indentation: that of the innermost block around an offset, else of the first one of the file, else the first
 * that is neither in a comment nor in a template.
 */
export function indentStep(file: Laid, at = 0): string {
  const { text, ast, comments, find } = file;
  const blocks = [...find(ast.program, 'BlockStatement'), ...find(ast.program, 'ClassBody')].toSorted(
    (a, b) => startOf(a) - startOf(b),
  );
  const around = blocks.filter((block) => startOf(block) < at && at < endOf(block));
  for (const block of [...around.toReversed(), ...blocks]) {
    const step = stepOfBlock(file, block);
    if (step !== undefined) return step;
  }
  const templates = find(ast.program, 'TemplateLiteral').map((one) => ({ start: startOf(one), end: endOf(one) }));
  const line = [...text.matchAll(/\n(\t| {2,8})(?=\S)/g)].find(
    ({ index }) => ![...comments, ...templates].some(({ start, end }) => start < index && index < end),
  );
  return line?.[1] ?? '  ';
}

/** How much further in a block is than the line on which what it belongs to begins. */
function stepOfBlock({ text, parentOf }: Laid, block: BlockStatement | ClassBody): string | undefined {
  const first = block.type === 'BlockStatement' ? (block.directives[0] ?? block.body[0]) : block.body[0];
  if (first === undefined || text.slice(lineStartOf(text, startOf(first)), startOf(first)).trim() !== '')
    return undefined;
  const parent = parentOf(block);
  const isOwn = parent === undefined || parent.type === 'BlockStatement' || parent.type === 'Program';
  const outer = indentationAt(text, startOf(isOwn ? block : parent));
  const inner = indentationAt(text, startOf(first));
  return inner.startsWith(outer) ? inner.slice(outer.length) || undefined : undefined;
}

/** Braces around a statement that is all there is to an `if` or a loop, with a line of its own between them. */
export interface Braces {
  /** The white space that its line starts with. */
  readonly indentation: string;
  readonly open: { start: number; end: number; text: string };
  readonly close: { start: number; end: number; text: string };
}

/** @param holder the `if` or the loop. */
export function bracesAround(file: Laid, statement: Node, holder: Node): Braces {
  const { text, comments } = file;
  const [start, end] = [startOf(statement), endOf(statement)];
  const lineEnd = lineEndOf(text);
  const outer = indentationAt(text, startOf(holder));
  const head = headEnd({ text, comments }, start);
  // `} else {` on one line, but where the file has `}` on a line of its own.
  const gap = /\}\s*?\n\s*else\b/.test(text) ? '' : (/^\s*?\n\s*(?=else\b)/.exec(text.slice(end))?.[0] ?? '');
  const close = { start: end, end: end + gap.length, text: `${lineEnd}${outer}}${gap && ' '}` };
  if (text.slice(lineStartOf(text, start), start).trim() === '')
    return { indentation: indentationAt(text, start), open: { start: head, end: head, text: ' {' }, close };
  const indentation = outer + indentStep(file, start);
  const space = /^\s*/.exec(text.slice(head))?.[0].length ?? 0;
  return { indentation, open: { start: head, end: head + space, text: ` {${lineEnd}${indentation}` }, close };
}

/** Where the code before a statement ends, comments between left out. */
function headEnd({ text, comments }: Pick<JavaScriptFile, 'text' | 'comments'>, start: number): number {
  const end = text.slice(0, start).trimEnd().length;
  const comment = comments.find((one) => one.end === end);
  return comment ? headEnd({ text, comments }, comment.start) : end;
}

/**
 * Puts a statement into a block of its own, a step further in.
 * @param opening what stands before it, without the line end.
 * @param closing what stands behind it, without the line end.
 * @param steps how many steps further in.
 * @param outer the white space that its line starts with.
 */
export function wrapped(
  file: Laid,
  statement: Node,
  opening: (indentation: string) => string,
  closing: (indentation: string) => string,
  steps = 1,
  outer = indentationAt(file.text, startOf(statement)),
): { start: number; end: number; text: string }[] {
  const { text } = file;
  const start = startOf(statement);
  const end = endOf(statement);
  const own = indentationAt(text, start);
  const further = indentStep(file, start).repeat(steps);
  const added = (outer.startsWith(own) ? outer.slice(own.length) : '') + further;
  const lineEnd = lineEndOf(text);
  // What a template holds is text, not layout.
  const templates = file.find(statement, 'TemplateLiteral');
  const inner = [...text.slice(start, end).matchAll(/\n(?=[^\r\n])/g)]
    .map(({ index }) => start + index + 1)
    .filter((at) => !templates.some((one) => startOf(one) < at && at <= endOf(one)))
    .map((at) => ({ start: at, end: at, text: added }));
  return [
    { start, end: start, text: `${opening(outer)}${lineEnd}${outer}${further}` },
    ...inner,
    { start: end, end, text: `${lineEnd}${closing(outer)}` },
  ];
}

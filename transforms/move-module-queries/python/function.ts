import type { PythonFile } from '../../../src/languages/python/file.ts';
import { lineEndBefore, lineStartOf, newlineOf, unitOf } from '../../../src/languages/python/lines.ts';
import { child, type PythonNode } from '../../../src/languages/python/node.ts';
import type { Edit } from '../../../src/model/source.ts';

/**
 * Makes an assignment at the top level a function of the same name, with two blank lines around it.
 * @param value what it is given.
 */
export function asFunction(file: PythonFile, statement: PythonNode, value: PythonNode): Edit[] {
  const { path, text, root } = file;
  const newline = newlineOf(text);
  const unit = unitOf(file);
  const target = child(statement, 'left');
  const type = child(statement, 'type');
  const name = target === undefined ? '' : text.slice(target.start, target.end);
  const returns = type === undefined ? '' : ` -> ${text.slice(type.start, type.end)}`;
  const shift = unit.length + 'return '.length - (value.start - lineStartOf(text, value.start));
  const edits: Edit[] = [
    {
      path,
      start: statement.start,
      end: value.end,
      text: `def ${name}()${returns}:${newline}${unit}return ${indented(text.slice(value.start, value.end), unit, shift, isText(value))}`,
    },
  ];
  const above = lineEndBefore(text, lineStartOf(text, statement.start));
  const before = above === undefined ? 2 : blankLinesAfter(text, above);
  if (above !== undefined && before < 2)
    edits.push({ path, start: above, end: above, text: newline.repeat(2 - before) });
  const end = lineEnd(text, statement.end);
  const after = blankLinesAfter(text, end);
  if (text.slice(end).trim() !== '' && after < 2 && end < root.end)
    edits.push({ path, start: end, end, text: newline.repeat(2 - after) });
  return edits;
}

function lineEnd(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  if (at === -1) return text.length;
  return text[at - 1] === '\r' ? at - 1 : at;
}

function blankLinesAfter(text: string, lineEnd: number): number {
  const blank = /^(?:\r?\n[ \t]*(?=\r?\n|$))*/.exec(text.slice(lineEnd))?.[0] ?? '';
  return blank.split('\n').length - 1;
}

/**
 * The lines behind the first, moved with it where they are aligned to it, else in by one step; not those of a text that
 * runs over several lines.
 * @param shift by how many columns the first line moves.
 */
function indented(value: string, unit: string, shift: number, hasText: boolean): string {
  if (hasText) return value;
  const isAligned = /^[^\r\n]*[^\s([{,][^\r\n]*,[ \t]*\r?\n/.test(value) && !/^[^\r\n]*[([{][ \t]*\r?\n/.test(value);
  if (!isAligned || shift >= 0) return value.replace(/(\r?\n)(?=[^\r\n])/g, `$1${unit}`);
  return value.replace(new RegExp(String.raw`(\r?\n) {0,${-shift}}`, 'g'), '$1');
}

/** Whether a string literal in an expression runs over several lines. */
function isText(node: PythonNode): boolean {
  if (node.type === 'string')
    return node.children.some((one) => one.type === 'string_start' && one.end - one.start >= 3);
  return node.children.some(isText);
}

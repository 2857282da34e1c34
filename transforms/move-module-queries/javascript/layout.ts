import type { Node } from '@babel/types';
import type { Module } from '../../../src/languages/javascript/module.ts';
import { endOf, startOf } from '../../../src/languages/javascript/walk.ts';

/** Puts a declaration on a line of its own before a statement, with its indentation, and a semicolon where it has one. */
export function declarationBefore(
  { text, ast }: Module,
  statement: Node,
  declaration: string,
): { start: number; end: number; text: string } {
  const start = startOf(statement);
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const semicolon = endsWithSemicolon(text, ast.program.body, statement) ? ';' : '';
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  if (before.trim() !== '') return { start, end: start, text: `${declaration}; ` };
  return { start, end: start, text: `${declaration}${semicolon}${lineEnd}${before}` };
}

/** As the statement does, else as most of the file; what starts with a bracket would go on with the line above. */
function endsWithSemicolon(text: string, body: readonly Node[], statement: Node): boolean {
  const ends = (node: Node) => text[endOf(node) - 1] === ';';
  if (ends(statement) || /[([`/+-]/.test(text[startOf(statement)] ?? '')) return true;
  const plain = body.filter(({ type }) => /^(?:Import|Variable|Expression)/.test(type));
  return plain.filter(ends).length * 2 >= plain.length;
}

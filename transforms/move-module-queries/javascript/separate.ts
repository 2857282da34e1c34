import type { Node, VariableDeclarator } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { indentationAt, lineEndOf, lineStartOf } from '../../../src/languages/javascript/layout.ts';
import type { Module } from '../../../src/languages/javascript/module.ts';
import { isCallNode, isMemberNode } from '../../../src/languages/javascript/nodes.ts';
import { endOf, startOf, walk } from '../../../src/languages/javascript/walk.ts';
import type { Edit } from '../../../src/model/source.ts';
import type { Source } from './declared.ts';
import { keptBy } from './kept.ts';
import { functionNameFor } from './names.ts';

/** Whether `const [rooms, plans] = await Promise.all([…])` gives each name the answer of one query, and has no more to it. */
export function isSeparable(file: JavaScriptFile, declarator: VariableDeclarator, parts: readonly Node[]): boolean {
  const { id, init } = declarator;
  const declaration = file.parentOf(declarator);
  const call = init?.type === 'AwaitExpression' && isCallNode(init.argument) ? init.argument : undefined;
  // A transaction gives what was there at one time, and `allSettled` more than the answers.
  if (!call || !isMemberNode(call.callee) || textOf(file.module, call.callee) !== 'Promise.all') return false;
  if (declaration?.type !== 'VariableDeclaration' || declaration.declarations.length !== 1) return false;
  if (id.type !== 'ArrayPattern' || id.typeAnnotation || id.elements.length !== parts.length) return false;
  const names = id.elements.flatMap((one) => (one?.type === 'Identifier' ? functionNameFor(one.name) : []));
  if (new Set(names).size !== parts.length) return false;
  if (!parts.every((part) => /^(?:promise|renewed)$/.test(keptBy(file, part)?.held ?? ''))) return false;
  // Between the queries nothing is kept.
  return file.comments.every(
    ({ start, end }) =>
      end <= startOf(declarator) ||
      start >= endOf(declarator) ||
      parts.some((part) => startOf(part) <= start && end <= endOf(part)),
  );
}

/** Makes a function of each of the names, in a statement of its own. */
export function separated(together: readonly Source[]): Edit[] {
  return together.flatMap(({ module, declarator, binding, init }, at) => {
    const declaration = declarator && module.parentOf(declarator);
    if (!declarator || !declaration || !binding) return [];
    const { text, path } = module;
    const outer = module.parentOf(declaration);
    const statement = outer?.type === 'ExportNamedDeclaration' ? outer : declaration;
    const before = together[at - 1];
    const semicolon = text[endOf(statement) - 1] === ';' ? ';' : '';
    const line = semicolon + lineEndOf(text) + indentationAt(text, startOf(statement));
    const head = before ? line + text.slice(startOf(statement), startOf(declarator)) : '';
    const start = before ? endOf(before.init) : startOf(declarator);
    const edits = [
      { start, end: startOf(init), text: `${head}${functionNameFor(binding.name)} = () => ` },
      ...lessIndented(module, init, indentationAt(text, startOf(statement))),
    ];
    if (at === together.length - 1) edits.push({ start: endOf(init), end: endOf(declarator), text: '' });
    return edits.map((edit) => ({ ...edit, path }));
  });
}

/** The further lines of a query that began a line of its own, as far to the left as that line goes. */
function lessIndented({ text }: Module, query: Node, outer: string): Omit<Edit, 'path'>[] {
  const from = lineStartOf(text, startOf(query));
  const own = indentationAt(text, startOf(query));
  if (from + own.length !== startOf(query) || !own.startsWith(outer)) return [];
  const templates: Node[] = [];
  walk(query, (node) => {
    if (node.type === 'TemplateLiteral') templates.push(node);
  });
  return [...text.slice(startOf(query), endOf(query)).matchAll(/\n(?=[^\r\n])/g)]
    .map(({ index }) => startOf(query) + index + 1)
    .filter((at) => text.startsWith(own, at))
    .filter((at) => !templates.some((one) => startOf(one) < at && at <= endOf(one)))
    .map((at) => ({ start: at, end: at + own.length - outer.length, text: '' }));
}

const textOf = ({ text }: Module, node: Node): string => text.slice(startOf(node), endOf(node));

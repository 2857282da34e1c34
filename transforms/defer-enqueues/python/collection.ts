import { completionOfBody, ways } from '../../../src/languages/python/completion.ts';
import type { PythonFile } from '../../../src/languages/python/file.ts';
import { endsLine, indentOf, lineStartOf, newlineOf, unitOf } from '../../../src/languages/python/lines.ts';
import { ancestorsOf, child, named, type PythonNode } from '../../../src/languages/python/node.ts';
import { functionAround } from '../../../src/languages/python/queries.ts';
import { walk } from '../../../src/languages/python/walk.ts';
import type { Edit } from '../../../src/model/source.ts';
import { handOver } from './bound.ts';
import type { PythonCode } from './refusals.ts';

/**
 * The outermost transaction's `with` around a call in its function, where what stands below it runs whenever the
 * transaction has committed.
 */
export function outermostBlock(file: PythonFile, call: PythonNode): PythonNode | undefined {
  const callable = functionAround(call);
  const isDecorated = file.sites('transaction').some(({ node }) => callable && node === callable.parent);
  const blocks = [...ancestorsOf(call)].filter(
    (up) =>
      up.type === 'with_statement' &&
      functionAround(up) === callable &&
      file.sites('transaction').some(({ node }) => node === up),
  );
  const block = blocks.at(-1);
  if (!block || isDecorated || indentOf(file.text, block.start) === undefined || !endsLine(file.text, block.end))
    return undefined;
  const leaves = completionOfBody(block) & ~(ways.next | ways.raise);
  const yields = [...walk(block)].some((node) => node.type === 'yield' && functionAround(node) === callable);
  return leaves || yields ? undefined : block;
}

/** Takes the last statement of a block out of it, where its values are the same there. */
export function moveBelow(
  file: PythonFile,
  call: PythonNode,
  statement: PythonNode,
  block: PythonNode,
): readonly Edit[] | undefined {
  const { text } = file;
  const body = child(block, 'body');
  const statements = body ? named(body) : [];
  if (statements.length < 2 || statements.at(-1) !== statement || file.textOf(statement).includes('\n'))
    return undefined;
  if (!isPlain(call) || !isSent(statement, call)) return undefined;
  const indent = indentOf(text, block.start);
  if (indent === undefined || indentOf(text, statement.start) === undefined) return undefined;
  return linesOf(text, statement, block.start).map((start) => {
    const end = start + (/^[ \t]*/.exec(text.slice(start))?.[0].length ?? 0);
    return { path: file.path, start, end, text: indent };
  });
}

/** Takes a statement to behind another one of the same list, where its values are the same there. */
export function moveBehind(
  file: PythonFile,
  call: PythonNode,
  statement: PythonNode,
  last: PythonNode,
): readonly Edit[] | undefined {
  const { text, scopes, path } = file;
  if (statement.parent !== last.parent || file.textOf(statement).includes('\n')) return undefined;
  if (!isPlain(call) || !isSent(statement, call)) return undefined;
  if (indentOf(text, statement.start) === undefined || !endsLine(text, statement.end) || !endsLine(text, last.end))
    return undefined;
  const isRebound = [...walk(call)].some(
    (node) =>
      node.type === 'identifier' &&
      scopes.bindingOf(node)?.writes.some((write) => write.node.start > statement.end && write.node.start < last.end),
  );
  if (isRebound) return undefined;
  const [start = 0] = linesOf(text, statement, 0);
  const [end, behind] = [statement.end, last.end].map((at) => text.indexOf('\n', at) + 1 || text.length);
  if (end === undefined || behind === undefined) return undefined;
  const moved = text.slice(start, end);
  const newline = newlineOf(text);
  return [
    { path, start, end, text: '' },
    {
      path,
      start: behind,
      end: behind,
      text: text[behind - 1] === '\n' ? moved : newline + moved.replace(/\r?\n$/, ''),
    },
  ];
}

/** Whether what a call is given is the same wherever its names are. */
function isPlain(call: PythonNode): boolean {
  const list = child(call, 'arguments');
  const values = list ? named(list).map((one) => (one.type === 'keyword_argument' ? child(one, 'value') : one)) : [];
  return values.every(
    (value) =>
      value &&
      /^(?:identifier|string|integer|float|true|false|none)$/.test(value.type) &&
      // What a string is made of is read when it is made.
      !named(value).some(({ type }) => type === 'interpolation'),
  );
}

/** Whether a statement is a call, at most in brackets and awaited, and nothing around it decides whether it runs. */
function isSent(statement: PythonNode, call: PythonNode): boolean {
  let at: PythonNode | undefined = call;
  while (at && at !== statement && (at === call || /^(?:await|parenthesized_expression)$/.test(at.type)))
    at = at.parent;
  return at === statement;
}

/** Where the lines of a statement begin, those of the comments right above it among them. */
function linesOf(text: string, statement: PythonNode, from: number): number[] {
  const lines: number[] = [lineStartOf(text, statement.start)];
  for (let [at = 0] = lines; at > 0; at = lines[0] ?? 0) {
    const above = lineStartOf(text, at - 1);
    if (above <= from || !/^[ \t]*#/.test(text.slice(above, at))) break;
    lines.unshift(above);
  }
  return lines;
}

/** Collects what is sent, from in front of one statement on, and sends it behind another, or the same. */
export function collect(
  file: PythonFile,
  call: PythonNode,
  { first, last }: { readonly first: PythonNode; readonly last: PythonNode },
): readonly Edit[] | PythonCode {
  const { text, scopes } = file;
  const indent = indentOf(text, first.start) ?? '';
  const newline = newlineOf(text);
  const scope = scopes.scopeOf(first);
  const isFree = (name: string) => !scope.bindings.has(name) && !scopes.module.bindings.has(name);
  if (!isFree('after_commit') || !isFree('send')) return 'name-taken';
  const handed = handOver(file, call, 'after_commit.append(', '');
  if (typeof handed === 'string') return handed;
  const start = lineStartOf(text, first.start);
  // At the beginning of the next line: the end of this one may be that of another call that is collected.
  const lineEnd = text.indexOf('\n', last.end);
  const end = lineEnd === -1 ? text.length : lineEnd + 1;
  const loop = `${indent}for send in after_commit:${newline}${indent}${unitOf(file, first)}send()`;
  return [
    { path: file.path, start, end: start, text: `${indent}after_commit = []${newline}` },
    ...handed,
    { path: file.path, start: end, end, text: lineEnd === -1 ? newline + loop : loop + newline },
  ];
}

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
  const list = child(call, 'arguments');
  const values = list ? named(list).map((one) => (one.type === 'keyword_argument' ? child(one, 'value') : one)) : [];
  if (!values.every((value) => value && /^(?:identifier|string|integer|float|true|false|none)$/.test(value.type)))
    return undefined;
  const indent = indentOf(text, block.start);
  if (indent === undefined || indentOf(text, statement.start) === undefined) return undefined;
  // A comment right above belongs to the statement.
  const lines: number[] = [lineStartOf(text, statement.start)];
  for (let [at = 0] = lines; at > 0; at = lines[0] ?? 0) {
    const above = lineStartOf(text, at - 1);
    if (above <= block.start || !/^[ \t]*#/.test(text.slice(above, at))) break;
    lines.unshift(above);
  }
  return lines.map((start) => {
    const end = start + (/^[ \t]*/.exec(text.slice(start))?.[0].length ?? 0);
    return { path: file.path, start, end, text: indent };
  });
}

/** Collects what is sent in a block, and sends it behind. */
export function collect(file: PythonFile, call: PythonNode, block: PythonNode): readonly Edit[] | PythonCode {
  const { text, scopes } = file;
  const indent = indentOf(text, block.start) ?? '';
  const newline = newlineOf(text);
  const scope = scopes.scopeOf(block);
  const isFree = (name: string) => !scope.bindings.has(name) && !scopes.module.bindings.has(name);
  if (!isFree('after_commit') || !isFree('send')) return 'name-taken';
  const handed = handOver(file, call, 'after_commit.append(', '');
  if (typeof handed === 'string') return handed;
  const start = lineStartOf(text, block.start);
  // At the beginning of the next line: the end of this one may be that of another call that is collected.
  const lineEnd = text.indexOf('\n', block.end);
  const end = lineEnd === -1 ? text.length : lineEnd + 1;
  const loop = `${indent}for send in after_commit:${newline}${indent}${unitOf(text)}send()`;
  return [
    { path: file.path, start, end: start, text: `${indent}after_commit = []${newline}` },
    ...handed,
    { path: file.path, start: end, end, text: lineEnd === -1 ? newline + loop : loop + newline },
  ];
}

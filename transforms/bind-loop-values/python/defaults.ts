import { child, named, type PythonNode } from '../../../src/languages/python/node.ts';

/** A span of the file at hand and the text that replaces it. */
interface LocalEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Adds `name=name` to a lambda or a function definition, where its other parameters allow it: behind what can be
 * passed by position, behind `*args` so that no positional argument lands in it, before `**options`.
 */
export function addDefaults(text: string, callable: PythonNode, names: readonly string[]): LocalEdit[] {
  const added = names.map((name) => `${name}=${name}`);
  const list = child(callable, 'parameters');
  if (callable.type === 'lambda' && !list) {
    const at = callable.start + 'lambda'.length;
    return [{ start: at, end: at, text: ` ${added.join(', ')}` }];
  }
  const parameters = list ? named(list) : [];
  const separator = separatorOf(text, callable, list, parameters);
  const splat = parameters.find(
    ({ type, children }) => isDictionarySplat(type) || children.some((one) => isDictionarySplat(one.type)),
  );
  if (splat) return [{ start: splat.start, end: splat.start, text: added.map((one) => one + separator).join('') }];
  const last = parameters.at(-1);
  if (!last) {
    // `def send():`, perhaps with a comment between the parentheses.
    const at = (list?.start ?? callable.start) + 1;
    return [{ start: at, end: at, text: added.join(', ') }];
  }
  const lines = added.map((one) => separator + one).join('');
  const remark = list?.children.find(
    ({ type, start }) => type === 'comment' && start > last.end && !text.slice(last.end, start).includes('\n'),
  );
  if (!remark || separator === ', ') return [{ start: last.end, end: last.end, text: lines }];
  // The comment at the end of a line is about the parameter that stands there.
  const comma = list?.children.some(({ type, start }) => type === ',' && start >= last.end) ? ',' : '';
  const lineEnd = remark.end - (text[remark.end - 1] === '\r' ? 1 : 0);
  return [
    ...(comma ? [] : [{ start: last.end, end: last.end, text: ',' }]),
    { start: lineEnd, end: lineEnd, text: `${lines.slice(1)}${comma}` },
  ];
}

/** What stands between two parameters: a line break where they have their lines to themselves. */
function separatorOf(
  text: string,
  { type }: PythonNode,
  list: PythonNode | undefined,
  parameters: readonly PythonNode[],
): string {
  const last = parameters.at(-1);
  if (!last || !list || type !== 'function_definition') return ', ';
  const lineStart = text.lastIndexOf('\n', last.start) + 1;
  const indent = text.slice(lineStart, last.start);
  if (indent.trim() !== '' || lineStart <= list.start) return ', ';
  return `,${text[lineStart - 2] === '\r' ? '\r\n' : '\n'}${indent}`;
}

const isDictionarySplat = (type: string): boolean => type === 'dictionary_splat_pattern' || type === 'dictionary_splat';

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
  const splat = parameters.find(
    ({ type, children }) => isDictionarySplat(type) || children.some((one) => isDictionarySplat(one.type)),
  );
  if (splat) return [{ start: splat.start, end: splat.start, text: added.map((one) => `${one}, `).join('') }];
  const last = parameters.at(-1);
  if (!last) {
    // `def send():`, perhaps with a comment between the parentheses.
    const at = (list?.start ?? callable.start) + 1;
    return [{ start: at, end: at, text: added.join(', ') }];
  }
  const lineStart = text.lastIndexOf('\n', last.start) + 1;
  const before = text.slice(lineStart, last.start);
  const isOnOwnLine = callable.type === 'function_definition' && before.trim() === '' && lineStart > (list?.start ?? 0);
  const lineEnd = text[lineStart - 2] === '\r' ? '\r\n' : '\n';
  const separator = isOnOwnLine ? `,${lineEnd}${before}` : ', ';
  return [{ start: last.end, end: last.end, text: added.map((one) => separator + one).join('') }];
}

const isDictionarySplat = (type: string): boolean => type === 'dictionary_splat_pattern' || type === 'dictionary_splat';

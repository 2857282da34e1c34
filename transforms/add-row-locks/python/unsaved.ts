import type { PythonFile } from '../../../src/languages/python/file.ts';
import { child } from '../../../src/languages/python/node.ts';
import type { Held } from './held.ts';

/** How many lines above a call may change the row that it is given. */
const above = 40;

/**
 * Whether a caller may have changed or made the row before it hands it in, so that the write of all columns keeps that:
 * by the text of the calls in the project. A function that goes about as a value is called by who knows whom.
 */
export function isChangedByCallers(file: PythonFile, { origin, callable }: Held): boolean {
  if (origin !== 'self' && origin !== 'parameter') return false;
  const node = child(callable, 'name');
  const name = node && file.textOf(node);
  if (name === undefined) return true;
  const uses = new RegExp(String.raw`(?:\b(\w+)\.)?\b${name}\b([ \t]*\()?([^\n]*)`, 'g');
  return file.textsNaming(name).some((text) =>
    [...text.matchAll(uses)].some((match) => {
      const [whole, receiver = '', call, rest = ''] = match;
      const lines = text.slice(0, match.index).split('\n');
      const line = `${lines.at(-1) ?? ''}${whole}`;
      if (/^\s*(?:async\s+)?def\s|^\s*(?:from|import)\s|^\s*#/.test(line)) return false;
      if (call === undefined) return /[^.\w]$/.test(lines.at(-1) ?? '') || receiver !== '';
      const handed = origin === 'self' ? [receiver] : [...rest.matchAll(/\w+/g)].map(([one]) => one);
      const before = lines.slice(-above).join('\n');
      const body = before.slice(Math.max(0, before.search(/\bdef\s(?![\s\S]*\bdef\s)/)));
      return handed.some(
        (one) =>
          one !== '' &&
          new RegExp(String.raw`\b${one}(?:\.\w+[ \t]*[-+*/|&]?=[^=]|[ \t]*=[ \t]*(?:\w+\.)*[A-Z]\w*\()`).test(body),
      );
    }),
  );
}

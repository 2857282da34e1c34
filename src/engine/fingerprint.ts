import { createHash } from 'node:crypto';

/** What a fingerprint is made of. */
export interface Fingerprinted {
  /** The id of the transform. */
  readonly transform: string;
  /** The named classes and functions around the site, joined by dots. */
  readonly symbolPath: string;
  /** The text of the site. */
  readonly text: string;
  /** Where the site starts: orders equal ones, and is no part of the fingerprint. */
  readonly start: number;
}

/**
 * The fingerprints of one file's findings, in the order given: 16 hexadecimal digits each, no two alike. They hold
 * neither path nor line nor outcome, so that they survive a move of the file, of the lines and of the formatting; of
 * equal sites the first in the file is told from the second by its number.
 */
export function fingerprints(sites: readonly Fingerprinted[]): string[] {
  const marks = new Array<string>(sites.length);
  const seen = new Map<string, number>();
  const inOrder = sites.map((site, at) => ({ site, at })).sort((a, b) => a.site.start - b.site.start || a.at - b.at);
  for (const { site, at } of inOrder) {
    const key = JSON.stringify([site.transform, site.symbolPath, withoutFormatting(site.text)]);
    const ordinal = seen.get(key) ?? 0;
    seen.set(key, ordinal + 1);
    marks[at] = createHash('sha256').update(`${key}#${ordinal}`).digest('hex').slice(0, 16);
  }
  return marks;
}

/** A triple-quoted string, a template, a string that its line closes, whitespace, a word, anything else. */
const token =
  /("""|''')(?:\\.|(?!\1)[^\\])*\1|`(?:\\.|[^\\`])*`|(["'])(?:\\.|(?!\2)[^\\\r\n])*\2|(?<space>(?:\s|\\\r?\n)+)|(?<word>[\p{L}\p{N}_$]+)|./gsu;

/** A text without what a formatter may change: whitespace, line ends, trailing commas, the kind of quotes. */
function withoutFormatting(text: string): string {
  let result = '';
  let previous: 'word' | 'word and space' | 'comma' | undefined;
  for (const { 0: part, groups } of text.matchAll(token)) {
    const isWord = groups?.['word'] !== undefined;
    if (groups?.['space'] !== undefined) {
      if (previous === 'word') previous = 'word and space';
      continue;
    }
    if (previous === 'word and space' && isWord) result += ' ';
    if (previous === 'comma' && /^[)\]}]/.test(part)) result = result.slice(0, -1);
    result += part.replaceAll('\r\n', '\n').replace(/^'([^'"\\\n]*)'$/, '"$1"');
    previous = isWord ? 'word' : part === ',' ? 'comma' : undefined;
  }
  return result;
}

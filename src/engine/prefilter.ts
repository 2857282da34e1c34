import type { Dialect, SiteKind } from '../model/dialect.ts';
import type { Language } from '../model/source.ts';
import type { Start, Transform } from '../model/transform.ts';

/**
 * The bytes test of one language: a file that fails it cannot have a finding. It is derived from the dialects' own
 * words, so that a new dialect needs no second list. All words are ASCII, so a Latin-1 view of UTF-8 bytes is exact.
 */
export function prefilterOf(
  language: Language,
  transforms: readonly Transform[],
  dialects: readonly Dialect[],
): (bytes: Buffer) => boolean {
  const starts = transforms.flatMap((transform) => transform.rewrites[language]?.startsFrom ?? []);
  const own = dialects.filter((dialect) => dialect.language === language);
  const wordsFrom = (some: readonly Start[]) =>
    some.flatMap(({ kind }) => own.flatMap((dialect) => wordsOf(dialect, kind)));
  const alone = wordsFrom(starts.filter(({ beside }) => !beside));
  const paired = starts.flatMap((start) =>
    start.beside ? { words: anyOf(wordsFrom([start])), beside: start.beside } : [],
  );
  // A suppression that suppresses nothing has to be reported too.
  const sure = anyOf(starts.length && own.length ? [...alone, 'unstale-ignore'] : []);
  return (bytes) => {
    const text = bytes.toString('latin1');
    return sure.test(text) || paired.some(({ words, beside }) => words.test(text) && beside.test(text));
  };
}

/** Without words, an expression that matches nothing. */
function anyOf(words: readonly string[]): RegExp {
  return new RegExp(words.length ? [...new Set(words)].sort().join('|') : '(?!)');
}

function wordsOf(dialect: Dialect, kind: SiteKind): string[] {
  return (dialect.recognises[kind] ?? []).flatMap((pattern): string[] => {
    if ('method' in pattern) {
      const { property } = pattern.of;
      if (property !== undefined) return [whole(property)];
      const literals = pattern.argument?.[0];
      return [pattern.method]
        .flat()
        .map((method) =>
          literals
            ? `${whole(method)}\\s*(?:\\?\\.\\s*)?\\(\\s*["'\`](?:${literals.map(escaped).join('|')})`
            : whole(method),
        );
    }
    return [pattern.call].flat().map((call) => whole(call.slice(call.lastIndexOf('.') + 1)));
  });
}

const escaped = (word: string): string => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** `\b` beside `$`, which is no word character, would never match. */
const whole = (word: string): string =>
  (/^\w/.test(word) ? '\\b' : '') + escaped(word) + (/\w$/.test(word) ? '\\b' : '');

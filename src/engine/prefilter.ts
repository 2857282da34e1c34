import type { Dialect, SiteKind } from '../model/dialect.ts';
import type { RowPattern } from '../model/row-patterns.ts';
import type { Language } from '../model/source.ts';
import type { Start, Transform } from '../model/transform.ts';

/**
 * The bytes test of one language: which transforms may have something to say of a file; most have nothing of most. It
 * is derived from the dialects' own words, so that a new dialect needs no second list.
 * @returns the ids, none where the file need not be opened at all.
 */
export function prefilterOf(
  language: Language,
  transforms: readonly Transform[],
  dialects: readonly Dialect[],
): (bytes: Buffer) => ReadonlySet<string> {
  const filters = transforms.map((transform) => ({
    id: transform.id,
    passes: filterOf(language, transform, dialects),
  }));
  return (bytes) => {
    // All words are ASCII, so a Latin-1 view of UTF-8 bytes is exact.
    const text = bytes.toString('latin1');
    return new Set(filters.flatMap(({ id, passes }) => (passes(text) ? id : [])));
  };
}

function filterOf(language: Language, transform: Transform, dialects: readonly Dialect[]): (text: string) => boolean {
  const starts = transform.rewrites[language]?.startsFrom ?? [];
  const own = dialects.filter((dialect) => dialect.language === language);
  const wordsFrom = (some: readonly Start[]) =>
    some.flatMap(({ kind }) => own.flatMap((dialect) => wordsOf(dialect, kind)));
  const alone = wordsFrom(starts.filter(({ beside }) => !beside));
  const paired = starts.flatMap((start) =>
    start.beside ? { words: anyOf(wordsFrom([start])), beside: start.beside, holds: start.holds === true } : [],
  );
  // A suppression that suppresses nothing has to be reported too.
  const other = starts.flatMap(({ instead }) => instead?.source ?? []);
  const sure = anyOf(starts.length && own.length ? [...alone, ...other, 'unstale-ignore'] : []);
  return (text) =>
    sure.test(text) ||
    paired.some(({ words, beside, holds }) =>
      holds ? isIn(text, words, beside) : words.test(text) && beside.test(text),
    );
}

/** Whether one of the words stands in a statement that begins so: it ends where a line begins with a letter. */
function isIn(text: string, words: RegExp, beginning: RegExp): boolean {
  if (!words.test(text)) return false;
  for (const { 0: begun, index } of text.matchAll(new RegExp(beginning, 'gm'))) {
    const next = nextStatement.exec(text.slice(index + begun.length))?.index ?? text.length;
    if (words.test(text.slice(index, index + begun.length + next))) return true;
  }
  return false;
}

const nextStatement = /\n[A-Za-z_$]/;

/** Without words, an expression that matches nothing. */
function anyOf(words: readonly string[]): RegExp {
  return new RegExp(words.length ? [...new Set(words)].sort().join('|') : '(?!)');
}

function wordsOf(dialect: Dialect, kind: SiteKind): string[] {
  return (dialect.recognises[kind] ?? []).flatMap((pattern): string[] => {
    if ('place' in pattern)
      return pattern.named
        ? [`\\b_?(?:${pattern.named.map(escaped).join('|')})\\s*(?:[,:)]|=>)`]
        : [pattern.export].flat().map((path) => whole(path.slice(path.lastIndexOf('.') + 1)));
    if ('answer' in pattern)
      return [pattern.method].flat().flatMap((method) => {
        if (method === 'new') return `\\bnew\\s+(?:${pattern.named?.source ?? '[\\w$]'})`;
        return method === '()' ? calledItself : called(method);
      });
    if ('ofRow' in pattern) return [pattern.chained ?? pattern.method].flat().map(called);
    // Rows are read in more files than they are written in.
    if ('does' in pattern) return /^(?:write|save)$/.test(pattern.does) ? writtenBy(pattern) : [];
    if ('narrows' in pattern) {
      const { written } = pattern;
      return [...written.method, ...(written.by === 'session' ? written.block : [])].map(called);
    }
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
    if ('sentBy' in pattern) return pattern.sentBy.filter((method) => method !== '()').map(called);
    if ('call' in pattern)
      return [pattern.call].flat().map((call) => whole(call.slice(call.lastIndexOf('.') + 1).replace(/\(\)$/, '')));
    if ('lazy' in pattern) {
      const begins = pattern.begins ?? [pattern.of].flat().map((path) => path.slice(path.lastIndexOf('.') + 1));
      const { conditions } = pattern;
      return [...begins.map((word) => `\\.\\s*${whole(word)}`), ...(conditions ? [whole(conditions.keyword)] : [])];
    }
    if ('export' in pattern) return [pattern.export].flat().map(whole);
    if ('type' in pattern) return [pattern.type].flat().map((ending) => `${escaped(ending)}\\b`);
    if ('parameter' in pattern) return [pattern.parameter].flat().map(whole);
    const [first = []] = pattern.parameters;
    return [`\\(\\s*(?:(?<=__call__\\s*\\(\\s*)self\\s*,\\s*)?(?:${first.map(escaped).join('|')})\\s*[,:]`];
  });
}

const called = (method: string): string => `\\.\\s*${escaped(method)}\\s*[(<]`;

/** A text of SQL is sent by a call that reads, too: only its own words tell. */
function writtenBy({ sql, chained, method }: RowPattern): string[] {
  return sql === undefined
    ? [chained ?? method].flat().map(called)
    : ['\\b[uU][pP][dD][aA][tT][eE]\\s+[\\w".`]+\\s+[sS][eE][tT]\\b'];
}

/** An instance that is called itself is called by any name: what is kept of it is awaited, chained on, or a template. */
const calledItself = [
  '\\bawait\\s+[\\w$]+\\s*[(<`]',
  '=\\s*[\\w$]+\\s*(?:<[^=;]*>)?`',
  '=\\s*(?!require\\b)[\\w$]+\\s*\\(\\s*["\'`]',
  '\\.\\s*(?:then|catch|finally)\\s*\\(',
];

const escaped = (word: string): string => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** `\b` beside `$`, which is no word character, would never match. */
const whole = (word: string): string =>
  (/^\w/.test(word) ? '\\b' : '') + escaped(word) + (/\w$/.test(word) ? '\\b' : '');

/** A piece of a configuration that is code: a word, a text in quotes, or a single mark. */
export interface Token {
  readonly kind: 'word' | 'text' | 'mark';
  /** A text without its quotes; what is interpolated stays as it is written: `${name}`. */
  readonly text: string;
  /** From 0. */
  readonly line: number;
}

/** How comments and texts are spelled. */
export type Notation = 'javascript' | 'python' | 'hcl';

/**
 * The tokens of a text, comments left out. Enough to find literal arguments and properties by: numbers are words, and a
 * text that does not end ends with its line. The languages' own parsers are not asked, as a file of one language is
 * deployed by a configuration in another.
 */
export function tokensOf(text: string, notation: Notation): Token[] {
  const tokens: Token[] = [];
  if (text.length > longest) return tokens;
  const pattern = new RegExp(patterns[notation], 'gs');
  let line = 0;
  let counted = 0;
  for (const { 0: whole, index, groups = {} } of text.matchAll(pattern)) {
    for (let at = text.indexOf('\n', counted); at !== -1 && at < index; at = text.indexOf('\n', at + 1)) {
      line += 1;
      counted = at + 1;
    }
    if (groups['word'] !== undefined) tokens.push({ kind: 'word', text: whole, line });
    else if (groups['mark'] !== undefined) tokens.push({ kind: 'mark', text: whole, line });
    else if (groups['text'] !== undefined) tokens.push({ kind: 'text', text: withinQuotes(whole), line });
  }
  return tokens;
}

/** In UTF-16 units. Nobody writes a configuration of this length: it is a bundle. */
const longest = 500_000;

const word = String.raw`(?<word>[\w$]+)`;
const mark = String.raw`(?<mark>\S)`;
const double = String.raw`"(?:\\.|[^"\\\n])*"?`;
const single = String.raw`'(?:\\.|[^'\\\n])*'?`;

/** Tried from left to right at each place; what has no name is passed over. */
const patterns: Readonly<Record<Notation, string>> = {
  javascript: [
    String.raw`\/\*.*?\*\/|\/\/[^\n]*`,
    // A regular expression stands where a value begins; it may hold quotes.
    String.raw`(?<=[=(,:[!&|?;{}]\s*)\/(?![/*])(?:\\.|\[(?:\\.|[^\]\n\\])*\]|[^/\n\\])+\/`,
    `(?<text>\`(?:\\\\.|[^\`\\\\])*\`|${double}|${single})`,
    word,
    mark,
  ].join('|'),
  python: [String.raw`#[^\n]*`, `(?<text>[rRbBfFuU]{0,2}(?:""".*?"""|'''.*?'''|${double}|${single}))`, word, mark].join(
    '|',
  ),
  hcl: [
    String.raw`\/\*.*?\*\/|\/\/[^\n]*|#[^\n]*`,
    String.raw`<<-?(?<end>\w+)\r?\n.*?\n[ \t]*\k<end>(?=\r?\n|$)`,
    `(?<text>${double})`,
    word,
    mark,
  ].join('|'),
};

function withinQuotes(text: string): string {
  const prefix = /^[rRbBfFuU]*/.exec(text)?.[0] ?? '';
  const bare = text.slice(prefix.length).replace(/^("""|'''|["'`])(.*?)\1?$/s, '$2');
  // In Python braces alone interpolate.
  return /f/i.test(prefix) ? bare.replace(/(?<!\$)\{/g, '${') : bare;
}

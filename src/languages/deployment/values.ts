import type { Token } from './tokens.ts';

/** What a configuration that is code says literally; what it computes is `undefined`. */
export type Value = string | Name | Call | Entries | readonly Value[] | undefined;

/** A name, its properties joined by dots. */
export interface Name {
  readonly name: string;
}

/** A call: `Code.fromAsset('src')`. What is added up is a call of `+`. */
export interface Call {
  readonly call: string;
  readonly positional: readonly Value[];
  /** Python's keyword arguments, and the properties of the objects that JavaScript passes in their place. */
  readonly keywords: Entries;
}

/** The properties of an object. */
export type Entries = ReadonlyMap<string, Value>;

/** Everything literal in a text: its calls with their arguments, its constants, its properties. */
export interface Values {
  /** @param wanted a test of the last of the names that are called. */
  calls(wanted: RegExp): readonly Call[];
  /** The values under a key, wherever in the text. */
  properties(key: string): readonly Value[];
  /** The value of a name that is assigned once. */
  constant(name: string): Value;
}

export const isEntries = (value: Value): value is Entries => value instanceof Map;

export const isCall = (value: Value): value is Call =>
  typeof value === 'object' && !isEntries(value) && 'call' in value;

export const isName = (value: Value): value is Name =>
  typeof value === 'object' && !isEntries(value) && 'name' in value;

/** Reads JavaScript, TypeScript, JSON with comments, and Python alike. */
export function valuesIn(tokens: readonly Token[]): Values {
  const is = (at: number, text: string): boolean => tokens[at]?.kind === 'mark' && tokens[at].text === text;
  const isWord = (at: number): boolean => tokens[at]?.kind === 'word';
  const isAssigned = (at: number): boolean => is(at, '=') && !is(at + 1, '=') && !is(at + 1, '>');

  /** Also a semicolon: between brackets there is none where the text was understood. */
  const closes = (at: number): boolean => tokens[at]?.kind === 'mark' && /[)\]};]/.test(tokens[at].text);

  /** The end of what cannot be told: a comma, or the bracket that closes what is around it. */
  const passed = (from: number): number => {
    let depth = 0;
    for (let at = from; at < tokens.length; at += 1) {
      const { kind, text = '' } = tokens[at] ?? {};
      if (kind !== 'mark') continue;
      if (depth === 0 && /[,)\]};]/.test(text)) return at;
      if (/[([{]/.test(text)) depth += 1;
      else if (/[)\]}]/.test(text)) depth -= 1;
    }
    return tokens.length;
  };

  /** Whether nothing more belongs to a value that ends before a place. */
  const ends = (at: number): boolean => {
    const token = tokens[at];
    if (token === undefined || is(at, ',') || closes(at)) return true;
    const isBelow = token.line > (tokens[at - 1]?.line ?? 0);
    if (token.kind === 'word') return isBelow || token.text === 'as' || token.text === 'satisfies';
    return isBelow && token.text === '@';
  };

  const valueAt = (from: number): { readonly value: Value; readonly end: number } => {
    const begin = tokens[from]?.text === 'new' || tokens[from]?.text === 'await' ? from + 1 : from;
    const { value, end } = operandAt(begin);
    // `as const` is passed over; a statement on the next line is not.
    if (end > begin && ends(end))
      return { value, end: tokens[end]?.line === tokens[end - 1]?.line ? passed(end) : end };
    if (!is(end, '+') || value === undefined) return { value: undefined, end: passed(from) };
    const rest = valueAt(end + 1);
    if (rest.value === undefined) return rest;
    return { value: { call: '+', positional: [value, rest.value], keywords: new Map() }, end: rest.end };
  };

  const operandAt = (at: number): { readonly value: Value; readonly end: number } => {
    const token = tokens[at];
    if (token?.kind === 'text') return { value: token.text, end: at + 1 };
    if (is(at, '{')) return entriesAt(at + 1);
    if (is(at, '[')) {
      const { positional, end } = argumentsAt(at + 1);
      return { value: positional, end };
    }
    if (token?.kind !== 'word') return { value: undefined, end: at };
    let end = at + 1;
    const names = [token.text];
    for (; is(end, '.') && isWord(end + 1); end += 2) names.push(tokens[end + 1]?.text ?? '');
    if (!is(end, '(')) return { value: { name: names.join('.') }, end };
    const given = argumentsAt(end + 1);
    return { value: { call: names.join('.'), ...given }, end: given.end };
  };

  /** What stands between brackets, up to the one that closes. */
  const argumentsAt = (from: number): Omit<Call, 'call'> & { readonly end: number } => {
    const positional: Value[] = [];
    const keywords = new Map<string, Value>();
    let at = from;
    while (at < tokens.length && !closes(at)) {
      const keyword = isWord(at) && isAssigned(at + 1) ? tokens[at]?.text : undefined;
      const { value, end } = valueAt(keyword === undefined ? at : at + 2);
      if (keyword !== undefined) keywords.set(keyword, value);
      else positional.push(value);
      if (isEntries(value)) for (const [key, one] of value) keywords.set(key, one);
      at = is(end, ',') ? end + 1 : end;
    }
    return { positional, keywords, end: at + 1 };
  };

  const entriesAt = (from: number): { readonly value: Entries; readonly end: number } => {
    const entries = new Map<string, Value>();
    let at = from;
    while (at < tokens.length && !closes(at)) {
      const key = tokens[at]?.kind === 'mark' ? undefined : tokens[at]?.text;
      const isShort = key !== undefined && (is(at + 1, ',') || is(at + 1, '}'));
      const { value, end } = is(at + 1, ':') ? valueAt(at + 2) : { value: undefined, end: passed(at) };
      if (key !== undefined && is(at + 1, ':')) entries.set(key, value);
      if (isShort) entries.set(key, { name: key });
      at = is(end, ',') ? end + 1 : end;
    }
    return { value: entries, end: at + 1 };
  };

  return {
    calls: (wanted) =>
      tokens.flatMap(({ kind, text }, at) => {
        if (kind !== 'word' || !is(at + 1, '(') || !wanted.test(text)) return [];
        const { positional, keywords } = argumentsAt(at + 2);
        return { call: text, positional, keywords };
      }),
    properties: (key) =>
      tokens.flatMap(({ kind, text }, at) =>
        kind !== 'mark' && text === key && is(at + 1, ':') ? [valueAt(at + 2).value] : [],
      ),
    constant(name) {
      const places = tokens.flatMap((token, at) =>
        token.kind === 'word' && token.text === name && !is(at - 1, '.') && isAssigned(at + 1) ? at : [],
      );
      return places.length === 1 ? valueAt((places[0] ?? 0) + 2).value : undefined;
    },
  };
}

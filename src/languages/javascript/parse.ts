import { type ParserOptions, type ParserPlugin, parse } from '@babel/parser';
import type { File } from '@babel/types';
import type { Unopened } from '../../model/kit.ts';

/** A parsed file. */
export interface Parsed {
  /** Offsets are UTF-16 units into the text as given, its byte order mark included. */
  readonly ast: File;
}

/**
 * Parses one file, with the parser that jscodeshift itself uses; tokens and attached comments off.
 * @param path its ending chooses the grammar.
 * @param text the whole file, its byte order mark included.
 * @returns the tree, or the error of the first grammar tried.
 */
export function parseJavaScript(path: string, text: string): Parsed | Unopened {
  let first: unknown;
  for (const plugins of grammarsFor(path, text)) {
    try {
      return { ast: parseWith(plugins, path, text) };
    } catch (error) {
      first ??= error;
    }
  }
  const tag = templateTagAt(text, first);
  const detail = describe(first);
  if (tag === undefined) return { reason: 'syntax-error', detail };
  return {
    reason: 'template',
    detail: `${detail.replace(/:.*$/s, '')}: \`${tag}\` is a tag of a template, not JavaScript`,
  };
}

/** The tag of a template language (Django, Jinja, Twig, EJS) that a parser stumbled over. */
function templateTagAt(text: string, error: unknown): string | undefined {
  const { pos } = error as { pos?: number };
  if (pos === undefined) return undefined;
  const tag = /^[\s\S]?(\{%(?=.*%\})|\{#(?=.*#\})|<%(?=.*%>)|\{\{(?=[^:,;{}]*\}\}))/.exec(
    text.slice(Math.max(0, pos - 1), pos + 1000),
  );
  return tag?.[1];
}

/** Whether a file holds Flow's types: it says so, or nothing else can read it. TypeScript's compiler cannot judge it. */
export function isFlow(path: string, text: string): boolean {
  if (!/\.[cm]?jsx?$/.test(path)) return false;
  return saysFlow(text) || (reads(['flow', 'jsx'], path, text) && !reads(['typescript', 'jsx'], path, text));
}

function reads(language: ParserPlugin[], path: string, text: string): boolean {
  try {
    parseWith([...language, 'decorators-legacy', ...everywhere], path, text);
    return true;
  } catch {
    return false;
  }
}

function parseWith(plugins: ParserPlugin[], path: string, text: string): File {
  const sourceType = sourceTypeOf(path);
  // For `commonjs` the parser implies it, and refuses to be told.
  const allowReturn = sourceType === 'commonjs' ? {} : { allowReturnOutsideFunction: true };
  return parse(withoutHashbangBehindMark(text), { ...shared, ...allowReturn, sourceType, plugins });
}

const shared: ParserOptions = {
  attachComment: false,
  allowUndeclaredExports: true,
  errorRecovery: false,
};

/** The first reads parameter decorators (Nest, TypeORM); the second `export @decorator class`. */
const decorators: readonly (readonly ParserPlugin[])[] = [
  ['decorators-legacy'],
  [['decorators', { allowCallParenthesized: true }]],
];

const everywhere: readonly ParserPlugin[] = [
  'decoratorAutoAccessors',
  'explicitResourceManagement',
  ['importAttributes', { deprecatedAssertSyntax: true }],
  'exportDefaultFrom',
];

/**
 * The grammars to try, in order. JavaScript may hold Flow's types or, under some compilers, TypeScript's; Flow's grammar
 * is a third slower than none, so it goes first only where a file asks for it.
 */
function grammarsFor(path: string, text: string): ParserPlugin[][] {
  return languagesFor(path, text).flatMap((language) =>
    decorators.map((style) => [...language, ...style, ...everywhere]),
  );
}

function languagesFor(path: string, text: string): ParserPlugin[][] {
  if (/\.d\.[cm]?ts$/.test(path)) return [[['typescript', { dts: true }]]];
  if (/\.[cm]?ts$/.test(path)) return [['typescript']];
  if (path.endsWith('.tsx')) return [['typescript', 'jsx']];
  const flow: ParserPlugin[] = ['flow', 'jsx'];
  return saysFlow(text) ? [flow] : [['jsx'], flow, ['typescript', 'jsx']];
}

function saysFlow(text: string): boolean {
  return /@flow\b/.test(text);
}

function sourceTypeOf(path: string): NonNullable<ParserOptions['sourceType']> {
  if (path.endsWith('.mjs') || path.endsWith('.mts')) return 'module';
  return path.endsWith('.cjs') ? 'commonjs' : 'unambiguous';
}

/** Node drops the mark before it looks for a hashbang, Babel does not: a comment of the same length stands in. */
function withoutHashbangBehindMark(text: string): string {
  return text.startsWith('\uFEFF#!') ? `\uFEFF//${text.slice(3)}` : text;
}

function describe(error: unknown): string {
  const { message, loc } = error as { message: string; loc?: { line: number } };
  const words = message.replace(/ \(\d+:\d+\)$/, '');
  return loc === undefined ? words : `line ${loc.line}: ${words}`;
}

import { createRequire } from 'node:module';
import type { Node, ParseError } from 'jsonc-parser';
import type { AST } from 'toml-eslint-parser';
import { positionsOf } from '../engine/positions.ts';

/** The way from the top of a configuration to a value in it. */
export type KeyPath = readonly (string | number)[];

/** A value, and the lines of its keys. */
export interface Located {
  readonly value: unknown;
  /** The line of a key, from 1; of the nearest one around it where there is no such key. */
  lineOf(path: KeyPath): number;
}

/** Something wrong in a configuration. */
export interface Fault {
  readonly line: number;
  readonly what: string;
}

/**
 * Reads a configuration from the text of its file.
 * @param name the file's name: `package.json` keeps it under `unstale`, `*.toml` under `tool.unstale`, any other file is
 * JSON that may have comments and trailing commas.
 * @returns undefined where the file holds no configuration; the first fault where it cannot be read.
 */
export function readConfigurationText(name: string, text: string): Located | Fault | undefined {
  const source = text.replace(/^\uFEFF/, '');
  if (name.endsWith('.toml'))
    return source.includes('unstale') ? within(readToml(source), ['tool', 'unstale']) : undefined;
  if (name === 'package.json') return source.includes('"unstale"') ? within(readJson(source), ['unstale']) : undefined;
  return readJson(source);
}

// Most runs read no configuration, and none reads both kinds.
const require = createRequire(import.meta.url);

function readJson(text: string): Located | Fault {
  const { parseTree, printParseErrorCode } = require('jsonc-parser') as typeof import('jsonc-parser');
  const positions = positionsOf(text);
  const lines = new Map<string, number>();
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error || !tree) {
    const words = error ? printParseErrorCode(error.error).replace(/(?<=[a-z])(?=[A-Z])/g, ' ') : 'value expected';
    return { line: positions.at(error?.offset ?? 0).line, what: `not JSON: ${words.toLowerCase()}` };
  }
  let repeated: Fault | undefined;
  const read = (node: Node, path: KeyPath): unknown => {
    if (!lines.has(JSON.stringify(path))) lines.set(JSON.stringify(path), positions.at(node.offset).line);
    if (node.type === 'array') return (node.children ?? []).map((child, at) => read(child, [...path, at]));
    if (node.type !== 'object') return node.value;
    const entries = (node.children ?? []).map(({ children = [], offset }): [string, unknown] => {
      const [key, value] = children;
      const below = [...path, String(key?.value)];
      const { line } = positions.at(offset);
      if (lines.has(JSON.stringify(below))) repeated ??= { line, what: `"${key?.value}" is there twice` };
      lines.set(JSON.stringify(below), line);
      return [String(key?.value), value && read(value, below)];
    });
    return Object.fromEntries(entries);
  };
  const value = read(tree, []);
  return repeated ?? { value, lineOf: (path) => lineIn(lines, path) };
}

function readToml(text: string): Located | Fault {
  const { getStaticTOMLValue, parseTOML } = require('toml-eslint-parser') as typeof import('toml-eslint-parser');
  let program: AST.TOMLProgram;
  try {
    program = parseTOML(text);
  } catch (error) {
    const { lineNumber, message } = error as { lineNumber?: number; message: string };
    return { line: lineNumber ?? 1, what: `not TOML: ${message}` };
  }
  const lines = new Map<string, number>();
  const mark = (path: KeyPath, { loc }: AST.TOMLNode): void => {
    for (let length = path.length; length > 0; length -= 1) {
      const key = JSON.stringify(path.slice(0, length));
      if (!lines.has(key)) lines.set(key, loc.start.line);
    }
  };
  const visit = (node: AST.TOMLContentNode | AST.TOMLKeyValue | AST.TOMLTable, path: KeyPath): void => {
    if (node.type === 'TOMLTable') {
      mark(node.resolvedKey, node);
      for (const entry of node.body) visit(entry, node.resolvedKey);
    } else if (node.type === 'TOMLKeyValue') {
      const below = [...path, ...node.key.keys.map((key) => (key.type === 'TOMLBare' ? key.name : key.value))];
      mark(below, node);
      visit(node.value, below);
    } else if (node.type === 'TOMLInlineTable') {
      for (const entry of node.body) visit(entry, path);
    } else if (node.type === 'TOMLArray') {
      node.elements.forEach((element, at) => {
        mark([...path, at], element);
        visit(element, [...path, at]);
      });
    }
  };
  for (const node of program.body[0].body) visit(node, []);
  return { value: getStaticTOMLValue(program), lineOf: (path) => lineIn(lines, path) };
}

function within(read: Located | Fault, prefix: readonly string[]): Located | Fault | undefined {
  if ('what' in read) return read;
  const value = prefix.reduce<unknown>(
    (outer, key) => (typeof outer === 'object' && outer !== null ? (outer as Record<string, unknown>)[key] : undefined),
    read.value,
  );
  return value === undefined ? undefined : { value, lineOf: (path) => read.lineOf([...prefix, ...path]) };
}

function lineIn(lines: ReadonlyMap<string, number>, path: KeyPath): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const line = lines.get(JSON.stringify(path.slice(0, length)));
    if (line !== undefined) return line;
  }
  return 1;
}

import { posix } from 'node:path';
import type { Project } from '../../model/source.ts';
import type { Module } from './module.ts';

/**
 * The files that take a handler from its module by a relative import, tests left out: they may call it. Files that only
 * pass it on are followed.
 * @returns paths, sorted.
 */
export function takersOf({ stem, path }: Module, name: string, project: Project): string[] {
  const asked = new Set([path]);
  const takers = (from: string, taken: string): string[] =>
    project.mentioning(taken === 'default' ? posix.basename(baseOf(from)) : taken).flatMap((other) => {
      if (asked.has(other) || isTest(other) || !/\.[cm]?[jt]sx?$/.test(other)) return [];
      const text = project.read(other) ?? '';
      if (!leadsTo(text, other, from)) return [];
      asked.add(other);
      if (leadsTo(text.replace(passing, ''), other, from)) return [other];
      const stemOfOther = other.replace(/(?:\.d)?\.[cm]?[jt]sx?$/, '');
      return namesPassedOn(text, taken).flatMap((next) => takers(stemOfOther, next));
    });
  return takers(stem, name).sort();
}

/** `export { run as handler } from './app'`, `export * from './app'`. */
const passing = /\bexport\s*(?:\*|\{[^}]*\})\s*from\s*['"][^'"\n]*['"]/g;

function namesPassedOn(text: string, name: string): string[] {
  return [...text.matchAll(passing)].flatMap(([statement]) => {
    if (/^export\s*\*/.test(statement)) return [name];
    const renamed = new RegExp(`[{,\\s]${name.replace(/\$/g, '\\$')}(?:\\s+as\\s+([\\w$]+))?\\s*[,}]`).exec(statement);
    return renamed ? [renamed[1] ?? name] : [];
  });
}

function leadsTo(text: string, path: string, stem: string): boolean {
  const module = baseOf(stem);
  const base = posix.basename(module);
  // Code that deploys the module names its path too, and loads nothing.
  const loaded = computedLoad.test(text) ? '' : '(?:\\bfrom|\\bimport|\\brequire(?:\\.\\w+)?|\\bmock)\\s*\\(?\\s*';
  const specifiers = text.matchAll(new RegExp(`${loaded}['"](\\.{1,2}(?:/[^'"\\n]*)?)['"]`, 'g'));
  return [...specifiers].some(([, specifier = '']) => {
    if (![base, posix.basename(stem)].some((one) => specifier.includes(one)) && !/^[./]*$/.test(specifier))
      return false;
    const target = posix.join(posix.dirname(path), specifier).replace(/(?:\/index)?(?:\.[cm]?[jt]sx?)?\/?$/, '');
    return target === module || target === stem;
  });
}

/** What is loaded may then be any of the paths in the file. */
const computedLoad = /\b(?:require|import)\s*\((?!\s*['"`]|\s*\))/;

const baseOf = (stem: string): string => stem.replace(/\/index$/, '');

const test = /(?:^|\/)(?:__tests__|__mocks__|tests?|specs?|e2e)\/|[._-](?:test|spec)\.[cm]?[jt]sx?$/;

/** @param path relative to the root. */
export const isTest = (path: string): boolean => test.test(path);

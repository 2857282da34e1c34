import type { PythonFile, PythonSite } from '../../../src/languages/python/file.ts';
import { child, type PythonNode } from '../../../src/languages/python/node.ts';
import type { Module } from '../../../src/languages/python/resolve.ts';
import type { Given } from './holders.ts';

/** What the library's own calls do with a query of a site that they are given. */
export function givenTo(file: PythonFile, { query }: PythonSite, module?: Module): Given {
  const { readBy = [], keptBy = [], callable, choosing } = query?.chain ?? {};
  const choices = [...(callable?.call ?? []), ...(choosing?.widgets ?? [])];
  const isOne = (paths: readonly string[], known: readonly string[]) => paths.some((path) => known.includes(path));
  return (call: PythonNode, keyword?: string) => {
    const callee = child(call, 'function');
    if (callee === undefined || readBy.length + keptBy.length + choices.length === 0) return undefined;
    const paths = module === undefined ? file.accessPaths(callee) : file.accessPathsIn(module, callee);
    if (isOne(paths, readBy)) return 'reads';
    if (keyword !== undefined && keyword === callable?.keyword && isOne(paths, choices)) return 'keeps';
    return isOne(paths, keptBy) ? 'asks' : undefined;
  };
}

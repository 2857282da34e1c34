import type { PythonFile, PythonSite } from '../../../src/languages/python/file.ts';
import { child, type PythonNode } from '../../../src/languages/python/node.ts';
import type { Module } from '../../../src/languages/python/resolve.ts';
import type { Given } from './holders.ts';

/** What the library's own calls do with a query of a site that they are given. */
export function givenTo(file: PythonFile, { query }: PythonSite, module?: Module): Given {
  const { readBy = [], keptBy = [] } = query?.chain ?? {};
  const isOne = (paths: readonly string[], known: readonly string[]) => paths.some((path) => known.includes(path));
  return (call: PythonNode) => {
    const callee = child(call, 'function');
    if (callee === undefined || readBy.length + keptBy.length === 0) return undefined;
    const paths = module === undefined ? file.accessPaths(callee) : file.accessPathsIn(module, callee);
    if (isOne(paths, readBy)) return 'reads';
    return isOne(paths, keptBy) ? 'asks' : undefined;
  };
}

import type { PythonFile, PythonSite } from '../../../src/languages/python/file.ts';
import { ancestorsOf, type PythonNode } from '../../../src/languages/python/node.ts';
import type { Scopes } from '../../../src/languages/python/scopes.ts';
import type { Observed } from '../../../src/model/transform.ts';
import type { Holder } from './holders.ts';
import { observe } from './observe.ts';
import { isRead } from './readings.ts';
import type { Code } from './refusals.ts';

/** A parameter whose default is a query, or its rows: made once, with the function. */
export function* inDefault(file: PythonFile, site: PythonSite, holder: Holder): Generator<Observed<Code>> {
  const kept = site.query?.chain.kept ?? [];
  if (readsOfDefault(file.scopes, holder, file.text, kept).length === 0) return;
  const { target, isRows } = holder;
  yield observe({ site, node: target, name: file.textOf(target), isRows }, { refusal: 'default-argument' });
}

/** Where a function reads the rows of its default. */
export function readsOfDefault(
  scopes: Scopes,
  { target, isRows }: Holder,
  text: string,
  kept: readonly string[],
): readonly PythonNode[] {
  const binding = scopes.bindingOf(target);
  const callable = [...ancestorsOf(target)].find(({ type }) => type === 'function_definition' || type === 'lambda');
  const reads = binding?.scope.node === callable ? (binding?.reads ?? []) : [];
  return reads.filter((read) => isRows || isRead(read, text, kept));
}

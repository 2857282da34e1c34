import type { PythonFile, PythonSite } from '../../../src/languages/python/file.ts';
import { ancestorsOf } from '../../../src/languages/python/node.ts';
import type { Observed } from '../../../src/model/transform.ts';
import type { Holder } from './holders.ts';
import { observe } from './observe.ts';
import { isRead } from './readings.ts';
import type { Code } from './refusals.ts';

/** A parameter whose default is a query, or its rows: made once, with the function. */
export function* inDefault(file: PythonFile, site: PythonSite, { target, isRows }: Holder): Generator<Observed<Code>> {
  const binding = file.scopes.bindingOf(target);
  const kept = site.query?.chain.kept ?? [];
  const callable = [...ancestorsOf(target)].find(({ type }) => type === 'function_definition' || type === 'lambda');
  const reads = binding?.scope.node === callable ? (binding?.reads ?? []) : [];
  if (!reads.some((read) => isRows || isRead(read, file.text, kept))) return;
  yield observe({ site, node: target, name: file.textOf(target), isRows }, { refusal: 'default-argument' });
}

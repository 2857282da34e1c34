import type { PythonFile, PythonSite } from '../../../src/languages/python/file.ts';
import { ancestorsOf, child } from '../../../src/languages/python/node.ts';
import type { Observed } from '../../../src/model/transform.ts';
import { observe } from './observe.ts';
import type { Code } from './refusals.ts';

/** A query in the dictionary that a view hands to each of its templates: `extra_context = {"courts": …}`. */
export function* inContext(file: PythonFile, site: PythonSite): Generator<Observed<Code>> {
  const names = site.query?.chain.contexts ?? [];
  const pair = site.node.parent;
  if (pair?.type !== 'pair' || site.query?.hasRun) return;
  const [dictionary, holder] = [...ancestorsOf(pair)];
  const target =
    holder?.type === 'keyword_argument'
      ? child(holder, 'name')
      : holder?.type === 'assignment'
        ? child(holder, 'left')
        : undefined;
  if (dictionary?.type !== 'dictionary' || target === undefined || !names.includes(file.textOf(target))) return;
  yield observe({ site, node: site.node, name: file.textOf(target), isRows: false }, { refusal: 'kept-in-context' });
}

import type { PythonFile, PythonSite } from '../../../src/languages/python/file.ts';
import { child, type PythonNode } from '../../../src/languages/python/node.ts';
import { functionAround } from '../../../src/languages/python/queries.ts';
import type { Use } from '../../../src/languages/python/uses.ts';
import type { Observed } from '../../../src/model/transform.ts';
import { observe } from './observe.ts';
import { isRead, outermost } from './readings.ts';
import type { Code } from './refusals.ts';
import { isRunOnce } from './run-once.ts';

/**
 * A query in a dict of the module, `QUEUES = {"open": Order.objects.filter(…)}`, that functions take from there and read
 * as it stands: each reads a fresh copy instead.
 */
export function* inTable(file: PythonFile, site: PythonSite, told: Set<PythonNode>): Generator<Observed<Code>> {
  const { kept = [], renewedBy, writes } = site.query?.chain ?? {};
  const pair = outermost(site.node).parent;
  const table = pair?.type === 'pair' && pair.parent?.type === 'dictionary' ? pair.parent : undefined;
  const statement = table?.parent?.type === 'assignment' ? table.parent : undefined;
  const target = statement && child(statement, 'left');
  const binding = target?.type === 'identifier' ? file.scopes.bindingOf(target) : undefined;
  if (target === undefined || table === undefined || binding?.scope.kind !== 'module' || site.query?.hasRun) return;
  if (writes || told.has(table)) return;
  told.add(table);
  const { uses, obstacles } = file.usersOf(binding.name);
  const taken = uses.filter(({ module }) => !isRunOnce(module.path)).map((use) => ({ ...use, item: itemOf(use) }));
  const stale = taken.filter(
    ({ module, item }) => item && functionAround(item) !== undefined && isRead(item, module.tree.text, kept),
  );
  if (stale.length === 0) return;
  const seen = {
    site,
    node: target,
    name: binding.name,
    isRows: false,
    certainty: 'likely' as const,
    related: stale.map(({ module, node: { start, end } }) => ({
      path: module.path,
      start,
      end,
      message: `\`${binding.name}\` is read here`,
    })),
  };
  const functions = new Set(stale.map(({ node }) => functionAround(node)));
  const isKnown = taken.every(
    (one) => stale.includes(one) || (one.item && outermost(one.item).parent?.type === 'attribute'),
  );
  const isAll = isOfQueries(file, table, site) && isKnown && obstacles.length === 0 && functions.size === stale.length;
  if (!isAll || renewedBy === undefined || stale.some(({ module }) => !file.mayEdit(module.path))) {
    yield observe(seen, { refusal: 'kept-in-table' });
    return;
  }
  yield observe(seen, {
    edits: stale.flatMap(({ module, item }) =>
      item ? [{ path: module.path, start: item.end, end: item.end, text: `.${renewedBy}()` }] : [],
    ),
    behaviour: `Each function that reads a query of \`${binding.name}\` asks the database when it is called, where the process asked once.`,
  });
}

/** `QUEUES[name]`. */
function itemOf({ node }: Use): PythonNode | undefined {
  const up = outermost(node).parent;
  return up?.type === 'subscript' && child(up, 'value') === outermost(node) ? up : undefined;
}

/** Whether nothing but queries of the same kind, which have a fresh copy, stands in a dict. */
function isOfQueries(file: PythonFile, table: PythonNode, { query }: PythonSite): boolean {
  const pairs = table.children.filter(({ named, type }) => named && type !== 'comment');
  const own = file.sites('query').filter((site) => site.query?.chain === query?.chain && !site.query?.hasRun);
  return pairs.every((pair) => {
    const value = pair.type === 'pair' ? child(pair, 'value') : undefined;
    return own.some(({ node }) => outermost(node) === value && !/\.\s*raw\(/.test(file.textOf(node)));
  });
}

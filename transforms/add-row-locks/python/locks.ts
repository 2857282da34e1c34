import type { PythonFile, PythonSite } from '../../../src/languages/python/file.ts';
import { child, type PythonNode } from '../../../src/languages/python/node.ts';
import { functionAround } from '../../../src/languages/python/queries.ts';
import { methodOf } from '../../../src/languages/python/rows.ts';
import { walk } from '../../../src/languages/python/walk.ts';
import type { RowChain } from '../../../src/model/row-patterns.ts';
import { type Held, holderOf } from './held.ts';

/** Whether a function that speaks of a lock has none on a row: it is taken after the read, never run, or left out. */
export function isLockMissed(
  file: PythonFile,
  held: Held,
): 'lock-after-read' | 'lock-not-executed' | 'query-not-lockable' | undefined {
  const locking = file
    .sites('row')
    .filter(
      (site) => site.rows?.isLocked && site.rows.chain === held.chain && functionAround(site.node) === held.callable,
    );
  if (held.origin !== 'one' && held.origin !== 'loop') return undefined;
  const others = locking.filter((site) => !isLeftOut(file, site, held.chain));
  const counted = [...walk(held.callable)].some((call) => isLeftOutBy(file, call, held));
  if (others.length === 0 && (counted || locking.length > 0)) return 'query-not-lockable';
  const save = held.saves.at(-1)?.call.start ?? 0;
  for (const site of others) {
    if (!isSameModel(file, site, held)) continue;
    if (site.rows?.gives === 'many') {
      if (isUnused(file, site.node)) return 'lock-not-executed';
    } else if (site.node.start > held.read.start && site.node.end < save && isOther(file, site, held)) {
      return 'lock-after-read';
    }
  }
  return undefined;
}

/** Whether a query that asks for a lock runs without it, as one of two queries joined by UNION does. */
export function isLeftOut(file: PythonFile, { node }: PythonSite, { unlocks = [] }: RowChain): boolean {
  return unlocks.length > 0 && new RegExp(String.raw`\.(?:${unlocks.join('|')})\(`).test(file.textOf(node));
}

/** `Account.objects.select_for_update().filter(pk=pk).count()` */
function isLeftOutBy(file: PythonFile, call: PythonNode, { chain, site }: Held): boolean {
  const method = call.type === 'call' ? methodOf(call) : undefined;
  const model = site?.rows?.model;
  if (method === undefined || model === undefined || !chain.unlocks?.includes(file.textOf(method))) return false;
  const text = file.textOf(call);
  return text.startsWith(`${file.textOf(model)}.`) && chain.locks.some((name) => text.includes(`.${name}(`));
}

function isSameModel(file: PythonFile, site: PythonSite, held: Held): boolean {
  const [a, b] = [site.rows?.model, held.site?.rows?.model];
  return a !== undefined && b !== undefined && file.textOf(a) === file.textOf(b);
}

/** Whether a query is a statement of its own, or its name is never read. */
function isUnused(file: PythonFile, node: PythonNode): boolean {
  if (node.parent?.type === 'expression_statement') return true;
  const left = node.parent?.type === 'assignment' ? child(node.parent, 'left') : undefined;
  const binding = left?.type === 'identifier' ? file.scopes.bindingOf(left) : undefined;
  return binding !== undefined && binding.reads.length === 0;
}

/** Whether the row that is locked is not the one that goes on to be used. */
function isOther(file: PythonFile, site: PythonSite, held: Held): boolean {
  const holder = holderOf(file, site);
  if (holder === undefined) return site.node.parent?.type === 'expression_statement';
  return holder.binding !== held.binding && holder.binding.reads.length === 0;
}

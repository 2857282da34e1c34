import type { PythonFile, PythonSite } from '../../../src/languages/python/file.ts';
import { child, type PythonNode } from '../../../src/languages/python/node.ts';
import { functionAround } from '../../../src/languages/python/queries.ts';
import { type Held, holderOf } from './held.ts';

/** Whether a function that speaks of a lock has none on a row: it is taken after the read, or never run. */
export function isLockMissed(file: PythonFile, held: Held): 'lock-after-read' | 'lock-not-executed' | undefined {
  const locking = file
    .sites('row')
    .filter(
      (site) => site.rows?.isLocked && site.rows.chain === held.chain && functionAround(site.node) === held.callable,
    );
  if (held.origin !== 'one' && held.origin !== 'loop') return undefined;
  const save = held.saves.at(-1)?.call.start ?? 0;
  for (const site of locking) {
    if (!isSameModel(file, site, held)) continue;
    if (site.rows?.gives === 'many') {
      if (isUnused(file, site.node)) return 'lock-not-executed';
    } else if (site.node.start > held.read.start && site.node.end < save && isOther(file, site, held)) {
      return 'lock-after-read';
    }
  }
  return undefined;
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

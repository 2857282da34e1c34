import type { PythonFile, PythonSite } from '../../../src/languages/python/file.ts';
import { child, named, type PythonNode } from '../../../src/languages/python/node.ts';
import { functionAround } from '../../../src/languages/python/queries.ts';
import { walk } from '../../../src/languages/python/walk.ts';
import { type Change, changesOf } from './changes.ts';
import { dependsOn, isColumn } from './dependence.ts';
import { type Held, holderOf } from './held.ts';

/** A column of a locked row that gets a value which was worked out from a read before the lock. */
export interface Stale {
  readonly change: Change;
  readonly earlier: PythonNode;
}

/** @param held a row that is read with a lock. */
export function staleUnderLock(file: PythonFile, held: Held): Stale | undefined {
  const lock = held.site;
  if (lock === undefined || held.origin !== 'one') return undefined;
  const earlier = file.sites('row').filter((site) => isEarlier(file, site, held, lock));
  for (const change of changesOf(file, held)) {
    const value = change.how === 'set' ? givenBy(change) : undefined;
    if (value === undefined || isCompared(file, held, change)) continue;
    for (const site of earlier) {
      const holder = holderOf(file, site);
      if (holder === undefined || holder.origin !== 'one') continue;
      const before = { ...held, ...holder };
      if (dependsOn(file, before, change.column, value, 3, lock.node)) return { change, earlier: site.node };
    }
  }
  return undefined;
}

function isEarlier(file: PythonFile, { node, rows }: PythonSite, held: Held, lock: PythonSite): boolean {
  const [own, other] = [lock.rows?.model, rows?.model];
  return (
    rows?.gives === 'one' &&
    !rows.isLocked &&
    node.end < lock.node.start &&
    functionAround(node) === held.callable &&
    own !== undefined &&
    other !== undefined &&
    file.textOf(own) === file.textOf(other)
  );
}

/**
 * Whether the same read has given the row before, and it has been changed since: one object in a session, and what is
 * read anew would undo the change.
 */
export function isChangedBefore(file: PythonFile, held: Held): boolean {
  const { site: again } = held;
  if (again === undefined) return false;
  return file.sites('row').some((site) => {
    if (!isEarlier(file, site, held, again) || file.textOf(site.node) !== file.textOf(again.node)) return false;
    const holder = holderOf(file, site);
    const changes = holder === undefined ? [] : changesOf(file, { ...held, ...holder });
    return changes.some(({ node }) => node.start < again.node.start);
  });
}

/** What the right side of an assignment to a column is. */
function givenBy({ statement }: Change): PythonNode | undefined {
  const assignment = statement.type === 'expression_statement' ? named(statement)[0] : statement;
  return assignment?.type === 'assignment' ? child(assignment, 'right') : undefined;
}

/** Whether the column as it was read under the lock is compared before it is set: `if account.balance != seen: raise`. */
function isCompared(file: PythonFile, { binding, callable, read }: Held, { column, node }: Change): boolean {
  return [...walk(callable)].some(
    (one) =>
      one.type === 'comparison_operator' &&
      one.start > read.end &&
      one.end < node.start &&
      [...walk(one)].some((inner) => isColumn(file, binding, column, inner)),
  );
}

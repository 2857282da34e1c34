import { endOf, startOf } from '../../../src/languages/javascript/walk.ts';
import type { RowRead } from './reads.ts';
import type { Loss } from './wording.ts';
import type { RowWrite } from './writes.ts';

/**
 * How the way of a row from its read to its last write lies to that of other rows that want a lock too: `alone`; they
 * overlap, and are written in the order in which they are `read-in-order`; or `across`.
 */
export type Crossing = 'alone' | 'read-in-order' | 'across';

interface Way {
  readonly read: RowRead;
  readonly writes: readonly RowWrite[];
  readonly losses: readonly { readonly loss: Loss }[];
}

/** Two locks are taken in the order of the reads, where the updates alone took them in the order of the writes. */
export function crossingOf(one: Way, all: readonly Way[]): Crossing {
  const others = all.filter((other) => other !== one && isComputed(other) && overlap(one, other));
  if (!isComputed(one) || others.length === 0) return 'alone';
  return others.every((other) => isInOrder(one, other)) ? 'read-in-order' : 'across';
}

function isComputed({ losses }: Way): boolean {
  return losses.some(({ loss }) => loss === 'computed');
}

function overlap(one: Way, other: Way): boolean {
  return startOf(one.read.statement) < lastOf(other) && startOf(other.read.statement) < lastOf(one);
}

function lastOf({ writes }: Way): number {
  return Math.max(...writes.map(({ node }) => endOf(node)));
}

/** Rows that one call writes, or the end of a transaction, are written in an order that no text tells. */
function isInOrder(one: Way, other: Way): boolean {
  const [first, second] = startOf(one.read.node) < startOf(other.read.node) ? [one, other] : [other, one];
  const [earlier] = first.writes;
  const [later] = second.writes;
  return (
    earlier !== undefined &&
    later !== undefined &&
    startOf(earlier.node) < startOf(later.node) &&
    earlier.by !== 'transaction' &&
    later.by !== 'transaction'
  );
}

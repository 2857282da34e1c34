import type { PythonFile } from '../../../src/languages/python/file.ts';
import { regionOf } from './regions.ts';
import { standingOf } from './transactions.ts';
import type { Judged } from './wording.ts';

/**
 * How the way of a row from its read to its write lies to that of other rows that want a lock too: `alone`; they overlap in
 * a transaction that is there already, which writes them in the order in which they are `read-in-order`; or `across`, so
 * that locks would be taken in an order that is new.
 */
export type Crossing = 'alone' | 'read-in-order' | 'across';

export function crossingOf(file: PythonFile, judged: Judged, all: readonly Judged[]): Crossing {
  if (!isCounted(judged) || judged.held.site === undefined) return 'alone';
  const own = regionOf(file, judged.held);
  const others = all.filter((other) => {
    if (other === judged || other.held.callable !== judged.held.callable || !isCounted(other)) return false;
    const region = other.held.site && regionOf(file, other.held);
    return own !== undefined && region !== undefined && own.start < region.end && region.start < own.end;
  });
  if (others.length === 0) return 'alone';
  return others.every((other) => isInOrder(file, judged, other)) ? 'read-in-order' : 'across';
}

function isCounted({ changes }: Judged): boolean {
  return changes[0]?.how === 'added' || changes[0]?.how === 'computed';
}

/** Whether one transaction holds both, and writes them in the order in which they are read. */
function isInOrder(file: PythonFile, one: Judged, other: Judged): boolean {
  const both = [one, other].toSorted((a, b) => a.held.read.start - b.held.read.start);
  const [first, second] = both.map(({ held }) => held.saves[0]?.call.start ?? 0);
  return (
    first !== undefined &&
    second !== undefined &&
    first < second &&
    both.every(({ held }) => {
      const { origin, chain, saves } = held;
      return (
        origin === 'one' && chain.written.by === 'row' && saves.length === 1 && standingOf(file, held) === 'holds-both'
      );
    })
  );
}

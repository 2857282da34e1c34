import type { PythonFile } from '../../src/languages/python/file.ts';
import type { Choices } from '../../src/model/configuration.ts';
import type { Edit } from '../../src/model/source.ts';
import type { Observed, Rewrite } from '../../src/model/transform.ts';
import { cureOf } from './python/cures.ts';
import { judgedIn } from './python/judge.ts';
import { isAside } from './python/places.ts';
import { type PythonCode, refusals } from './python/refusals.ts';
import { regionOf } from './python/regions.ts';
import { type Judged, wordsOf } from './python/wording.ts';

export const python: Rewrite<PythonCode> = {
  language: 'python',
  startsFrom: [
    {
      kind: 'row',
      // An attribute that is given a value, or a list or a dict of one that is changed in place.
      beside:
        /^[ \t]*(?:if\b.*:[ \t]*)?\w+(?:\.\w+)+(?:\[[^\]\n]*\])*[ \t]*(?:[-+*/|&]|\/\/)?=[^=]|\.(?:append|extend|insert|pop|setdefault|update|discard)\(|\w\[[^\]\n]+\][ \t]*=[^=]/m,
    },
  ],
  alsoReads: ['transaction', 'enqueue', 'after-commit', 'handler'],
  refusals,
  *find(file: PythonFile, { locks = {} }: Choices): Iterable<Observed<PythonCode>> {
    if (isAside(file.path)) return;
    const all = judgedIn(file);
    for (const judged of all) {
      const words = wordsOf(file, judged);
      const cure = isAcross(file, judged, all) ? 'rows-written-across' : cureOf(file, judged, locks);
      if (typeof cure === 'string') yield { ...words, outcome: 'refuse', refusal: cure };
      else {
        const edits = cure.edits.toSorted((a: Edit, b: Edit) => a.start - b.start);
        yield { ...words, outcome: 'rewrite', safety: 'review', behaviour: cure.behaviour, edits };
      }
    }
  },
};

/** Whether the way from the read to the write crosses that of another row: two locks, whose order is for all to keep. */
function isAcross(file: PythonFile, judged: Judged, all: readonly Judged[]): boolean {
  const isCounted = ({ changes }: Judged) => changes[0]?.how === 'added' || changes[0]?.how === 'computed';
  if (!isCounted(judged) || judged.held.site === undefined) return false;
  const own = regionOf(file, judged.held);
  return all.some((other) => {
    if (other === judged || other.held.callable !== judged.held.callable || !isCounted(other)) return false;
    const region = other.held.site && regionOf(file, other.held);
    return own !== undefined && region !== undefined && own.start < region.end && region.start < own.end;
  });
}

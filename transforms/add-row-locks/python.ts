import type { PythonFile } from '../../src/languages/python/file.ts';
import type { Choices } from '../../src/model/configuration.ts';
import type { Edit } from '../../src/model/source.ts';
import type { Observed, Rewrite } from '../../src/model/transform.ts';
import { crossingOf } from './python/crossing.ts';
import { cureOf } from './python/cures.ts';
import { judgedIn } from './python/judge.ts';
import { isAside } from './python/places.ts';
import { type PythonCode, refusals } from './python/refusals.ts';
import { wordsOf } from './python/wording.ts';

const inOrder = 'The rows are locked in the order in which they are read, which is that of their writes.';

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
      const crossing = crossingOf(file, judged, all);
      const cure = crossing === 'across' ? 'rows-written-across' : cureOf(file, judged, locks);
      if (typeof cure === 'string') yield { ...words, outcome: 'refuse', refusal: cure };
      else {
        const edits = cure.edits.toSorted((a: Edit, b: Edit) => a.start - b.start);
        const behaviour = crossing === 'alone' ? cure.behaviour : `${cure.behaviour} ${inOrder}`;
        yield { ...words, outcome: 'rewrite', safety: 'review', behaviour, edits };
      }
    }
  },
};

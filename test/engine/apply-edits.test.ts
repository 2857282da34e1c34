import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyEdits, overlap } from '../../src/engine/apply-edits.ts';

test('edits are made wherever they stand in the list', () => {
  const edits = [
    { start: 4, end: 5, text: 'E' },
    { start: 0, end: 1, text: '' },
    { start: 2, end: 2, text: '++' },
  ];
  expect(applyEdits('abcde', edits)).toBe('b++cdE');
});

test('of two insertions at one place the first stands first', () => {
  const edits = [
    { start: 1, end: 1, text: '1' },
    { start: 1, end: 1, text: '2' },
  ];
  expect(applyEdits('ab', edits)).toBe('a12b');
});

test.each([
  [
    'overlap',
    [
      { start: 0, end: 2, text: '' },
      { start: 1, end: 3, text: '' },
    ],
  ],
  ['go beyond the end', [{ start: 0, end: 9, text: '' }]],
  ['run backwards', [{ start: 2, end: 1, text: '' }]],
])('edits that %s are no edits', (_, edits) => {
  expect(() => applyEdits('abc', edits)).toThrow(RangeError);
});

test.each<[string, [number, number], [number, number], boolean]>([
  ['apart', [0, 1], [2, 3], false],
  ['side by side', [0, 2], [2, 3], false],
  ['crossing', [0, 2], [1, 3], true],
  ['one in the other', [0, 5], [2, 3], true],
  ['the same span', [1, 2], [1, 2], true],
  ['two insertions at one place', [1, 1], [1, 1], true],
  ['an insertion where a replacement starts', [1, 1], [1, 3], true],
  ['an insertion where a replacement ends', [3, 3], [1, 3], false],
  ['an insertion inside a replacement', [2, 2], [1, 3], true],
])('%s', (_, [a, b], [c, d], expected) => {
  expect(overlap({ start: a, end: b }, { start: c, end: d })).toBe(expected);
  expect(overlap({ start: c, end: d }, { start: a, end: b })).toBe(expected);
});

test('whatever lies outside of the edits comes through, for any text and any edits that do not overlap', () => {
  const part = fc.string({ unit: 'binary', maxLength: 6 });
  const pieces = fc.array(fc.record({ kept: part, old: part, fresh: part }), { maxLength: 8 });
  fc.assert(
    fc.property(pieces, part, (changes, rest) => {
      let at = 0;
      const edits = changes.map(({ kept, old, fresh }) => {
        const start = at + kept.length;
        at = start + old.length;
        return { start, end: at, text: fresh };
      });
      const before = changes.map(({ kept, old }) => kept + old).join('') + rest;
      const after = changes.map(({ kept, fresh }) => kept + fresh).join('') + rest;
      expect(applyEdits(before, edits)).toBe(after);
    }),
  );
});

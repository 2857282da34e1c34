import { expect, test } from 'vitest';
import { planOf, replacing, transformOf, written } from './made-up.ts';

const failing = transformOf('fail', /boom/g, () => {
  throw new TypeError('nothing to be read here');
});

test('a transform that fails on one file is named with it, and the others go on', async () => {
  const planned = await planOf([failing, replacing('mend', /old/g, 'new')], { 'a.py': 'boom old', 'b.py': 'old' });
  expect(planned.report.unanalysed).toMatchObject([{ path: 'a.py', reason: 'analysis-failed' }]);
  expect(planned.report.unanalysed[0]?.detail).toContain('TypeError: nothing to be read here');
  expect(planned.report.summary).toMatchObject({ files: 2, analysed: 1, findings: 1 });
  expect(written(planned)).toEqual({ 'b.py': 'new' });
});

test.each([
  ['overlap each other', { start: 0, end: 3 }, { start: 2, end: 4 }],
  ['lie outside of the file', { start: 0, end: 1 }, { start: 90, end: 91 }],
  ['end before they start', { start: 0, end: 1 }, { start: 3, end: 2 }],
])('a finding whose edits %s counts as a failure of its transform', async (_, one, other) => {
  const careless = transformOf('careless', /late/g, (_match, { path }) => [
    { path, ...one, text: 'x' },
    { path, ...other, text: 'y' },
  ]);
  const planned = await planOf([careless], { 'a.py': 'late', 'b.py': 'early' });
  expect(planned.report.unanalysed).toMatchObject([{ path: 'a.py', reason: 'analysis-failed' }]);
  expect(planned.outputs).toEqual([]);
});

test('a file that a rewrite makes fail the analysis is left as it was', async () => {
  const planned = await planOf([failing, replacing('charge', /bo/g, 'boom')], { 'a.py': 'bo', 'b.py': 'x' });
  expect(written(planned)).toEqual({});
  expect(planned.report.findings).toMatchObject([{ transform: 'charge', refusal: 'result-does-not-parse' }]);
});

test('files that do not parse are counted, named and sorted', async () => {
  const planned = await planOf([replacing('mend', /old/g, 'new')], { 'b.py': '!!', 'a.py': '!! old', 'c.py': 'old' });
  expect(planned.report.summary).toMatchObject({ files: 3, analysed: 1 });
  expect(planned.report.unanalysed.map(({ path, reason }) => [path, reason])).toEqual([
    ['a.py', 'syntax-error'],
    ['b.py', 'syntax-error'],
  ]);
});

test('findings are sorted by path, line, column and transform', async () => {
  const transforms = [replacing('second', /b|c/g, 'B'), replacing('first', /c/g, 'C')];
  const planned = await planOf(transforms, { 'b.py': 'b', 'a.py': 'x c\nb\nb b' }, () => false);
  expect(planned.report.findings.map(({ path, line, column, transform }) => [path, line, column, transform])).toEqual([
    ['a.py', 1, 3, 'first'],
    ['a.py', 1, 3, 'second'],
    ['a.py', 2, 1, 'second'],
    ['a.py', 3, 1, 'second'],
    ['a.py', 3, 3, 'second'],
    ['b.py', 1, 1, 'second'],
  ]);
});

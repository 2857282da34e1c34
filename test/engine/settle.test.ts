import { expect, test } from 'vitest';
import { planOf, replacing, transformOf, written } from './made-up.ts';

const outcomes = ({ report }: Awaited<ReturnType<typeof planOf>>) =>
  report.findings.map(({ transform, path, outcome, refusal }) => [transform, path, refusal ?? outcome]);

test('two findings in one file are both rewritten, and every other byte stays', async () => {
  const planned = await planOf([replacing('shout', /late/g, 'LATE!')], { 'a.py': '\uFEFFlate\r\n ü😀 late' });
  expect(written(planned)).toEqual({ 'a.py': '\uFEFFLATE!\r\n ü😀 LATE!' });
  expect(planned.report.summary).toMatchObject({ findings: 2, rewrites: 2, refusals: 0 });
});

test('a rewrite whose result would not parse becomes a refusal, and its file stays', async () => {
  const planned = await planOf([replacing('break', /late/g, '!!')], { 'a.py': 'late', 'b.py': 'early' });
  expect(written(planned)).toEqual({});
  expect(outcomes(planned)).toEqual([['break', 'a.py', 'result-does-not-parse']]);
  expect(planned.report.findings[0]).toMatchObject({ outcome: 'refuse', edits: [], safety: null, behaviour: null });
});

test('only the rewrite that breaks its file is taken back, not its neighbours', async () => {
  const transforms = [replacing('break', /late/g, '!!'), replacing('mend', /old/g, 'new')];
  const planned = await planOf(transforms, { 'a.py': 'late old', 'b.py': 'old' });
  expect(written(planned)).toEqual({ 'a.py': 'late new', 'b.py': 'new' });
  expect(outcomes(planned)).toEqual([
    ['break', 'a.py', 'result-does-not-parse'],
    ['mend', 'a.py', 'rewrite'],
    ['mend', 'b.py', 'rewrite'],
  ]);
});

test('rewrites that break a file only together are both taken back', async () => {
  const transforms = [replacing('left', /l/g, '!'), replacing('right', /r/g, '!')];
  const planned = await planOf(transforms, { 'a.py': 'lr', 'b.py': 'l' });
  expect(written(planned)).toEqual({ 'b.py': '!' });
  expect(outcomes(planned)).toEqual([
    ['left', 'a.py', 'result-does-not-parse'],
    ['right', 'a.py', 'result-does-not-parse'],
    ['left', 'b.py', 'rewrite'],
  ]);
});

test('of a rewrite of two files, neither changes when one of them would not parse', async () => {
  const both = transformOf('both', /late/g, (_, { path }) => [
    { path, start: 0, end: 4, text: 'soon' },
    { path: 'b.py', start: 0, end: 1, text: '!!' },
  ]);
  const planned = await planOf([both], { 'a.py': 'late', 'b.py': 'x' });
  expect(written(planned)).toEqual({});
  expect(outcomes(planned)).toEqual([['both', 'a.py', 'result-does-not-parse']]);
});

test('rewrites that undo each other are refused, and what they touch stays', async () => {
  const transforms = [replacing('there', /ping/g, 'pong'), replacing('back', /pong/g, 'ping')];
  const planned = await planOf([...transforms, replacing('mend', /old/g, 'new')], { 'a.py': 'ping', 'b.py': 'old' });
  expect(written(planned)).toEqual({ 'b.py': 'new' });
  expect(outcomes(planned)).toEqual([
    ['there', 'a.py', 'rewrites-undo-each-other'],
    ['mend', 'b.py', 'rewrite'],
  ]);
});

test('a rewrite that always finds more to do is refused', async () => {
  const planned = await planOf([replacing('grow', /x+/g, 'xx')], { 'a.py': 'x' });
  expect(written(planned)).toEqual({});
  expect(outcomes(planned)).toEqual([['grow', 'a.py', 'rewrites-undo-each-other']]);
});

test('of overlapping edits the first in running order wins, and the other is made on the next pass', async () => {
  const first = replacing('first', /ab/g, 'AB');
  const second = replacing('second', /(?<=[bB])c|bc/g, 'C');
  expect(written(await planOf([first, second], { 'a.py': 'abc' }))).toEqual({ 'a.py': 'ABC' });
  expect(written(await planOf([second, first], { 'a.py': 'abc' }))).toEqual({ 'a.py': 'aC' });
});

test('the loser of an overlap is reported once, though the winner has changed its text', async () => {
  const transforms = [replacing('first', /ab/g, 'AB'), replacing('second', /[bB]c/g, 'C')];
  const planned = await planOf(transforms, { 'a.py': 'abc' });
  expect(written(planned)).toEqual({ 'a.py': 'AC' });
  expect(outcomes(planned)).toEqual([
    ['first', 'a.py', 'rewrite'],
    ['second', 'a.py', 'rewrite'],
  ]);
});

test('the loser of an overlap is refused under its own name when its result does not parse', async () => {
  const transforms = [replacing('first', /ab/g, 'AB'), replacing('second', /[bB]c/g, '!!')];
  const planned = await planOf(transforms, { 'a.py': 'abc' });
  expect(written(planned)).toEqual({ 'a.py': 'ABc' });
  expect(outcomes(planned)).toEqual([
    ['first', 'a.py', 'rewrite'],
    ['second', 'a.py', 'result-does-not-parse'],
  ]);
});

test('the loser of an overlap in another file is found again on the next pass', async () => {
  const count = transformOf('count', /late/g, () => [{ path: 'total.py', start: 0, end: 0, text: 'x' }]);
  const once = transformOf('once', /late/g, ({ index = 0 }, { path }) => [
    { path, start: index, end: index + 4, text: 'done' },
    { path: 'total.py', start: 0, end: 0, text: path.charAt(0) },
  ]);
  expect(written(await planOf([once], { 'a.py': 'late', 'b.py': 'late', 'total.py': '' }))).toEqual({
    'a.py': 'done',
    'b.py': 'done',
    'total.py': 'ba',
  });
  // Without a cure in its own file it would go on for ever, and neither file is touched.
  expect(written(await planOf([count], { 'a.py': 'late', 'total.py': '' }))).toEqual({});
});

test('what one transform writes around a place is there before another looks at it', async () => {
  const wrap = transformOf('wrap', /(?<!\()late/g, ({ index = 0 }, { path }) => [
    { path, start: index, end: index, text: '(' },
    { path, start: index + 8, end: index + 8, text: ')' },
  ]);
  const inner = replacing('inner', /(?<!\([a-z ]*)now/g, 'soon');
  // Their edits do not overlap: inside of what is wrapped, the other has nothing to do.
  expect(written(await planOf([wrap, inner], { 'a.py': 'late now' }))).toEqual({ 'a.py': '(late now)' });
});

test('an edit that two findings share is made once', async () => {
  const importing = transformOf('bind', /late/g, ({ index = 0 }, { path }) => [
    { path, start: 0, end: 0, text: 'import now\n' },
    { path, start: index, end: index + 4, text: 'now' },
  ]);
  const planned = await planOf([importing], { 'a.py': 'x late late' });
  expect(written(planned)).toEqual({ 'a.py': 'import now\nx now now' });
  expect(planned.applied).toHaveLength(2);
});

test('a second run over what was written has nothing left to write', async () => {
  const transforms = [
    replacing('first', /ab/g, 'AB'),
    replacing('second', /(?<=B)c/g, 'Cd'),
    replacing('third', /d/g, 'D'),
  ];
  const planned = await planOf(transforms, { 'a.py': 'abc abc', 'b.py': 'd' });
  expect(written(planned)).toEqual({ 'a.py': 'ABCD ABCD', 'b.py': 'D' });
  const again = await planOf(transforms, written(planned));
  expect(again.outputs).toEqual([]);
});

test('what turns up only after another rewrite is reported, with no edits into a text that is not there', async () => {
  const transforms = [replacing('first', /a/g, 'b'), replacing('second', /b/g, 'c')];
  const planned = await planOf(transforms, { 'a.py': 'a' });
  expect(written(planned)).toEqual({ 'a.py': 'c' });
  expect(planned.report.findings).toMatchObject([
    { transform: 'first', edits: [{ text: 'b' }] },
    { transform: 'second', edits: [] },
  ]);
});

test('rewrites that are not wanted are reported and not made', async () => {
  const transforms = [replacing('first', /a/g, 'A'), replacing('second', /b/g, 'B')];
  const planned = await planOf(transforms, { 'a.py': 'ab' }, ({ transform }) => transform === 'second');
  expect(written(planned)).toEqual({ 'a.py': 'aB' });
  expect(planned.report.summary).toMatchObject({ findings: 2, rewrites: 2 });
  expect(planned.applied).toMatchObject([{ transform: 'second' }]);
});

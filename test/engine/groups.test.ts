import { expect, test } from 'vitest';
import { groupOutputs } from '../../src/engine/groups.ts';
import type { Finding } from '../../src/model/report.ts';

const outputs = (...paths: string[]) => paths.map((path) => ({ path, before: '', after: 'x' }));

const rewriteOf = (...paths: string[]): Finding =>
  ({ edits: paths.map((path) => ({ path, start: 0, end: 0, text: 'x' })) }) as unknown as Finding;

const grouped = (paths: string[], ...rewrites: string[][]) =>
  groupOutputs(
    outputs(...paths),
    rewrites.map((edited) => rewriteOf(...edited)),
  )
    .map((group) => group.map(({ path }) => path).join(' '))
    .sort();

test('files that no rewrite ties together stand alone', () => {
  expect(grouped(['a', 'b'], ['a'], ['b'], ['a', 'a'])).toEqual(['a', 'b']);
});

test('the files of one rewrite belong together', () => {
  expect(grouped(['a', 'b', 'c'], ['a', 'c'], ['b'])).toEqual(['a c', 'b']);
});

test('rewrites that share a file belong together, in whatever order they come', () => {
  expect(grouped(['a', 'b', 'c', 'd', 'e'], ['a', 'b'], ['c', 'd'], ['d', 'b'])).toEqual(['a b c d', 'e']);
  expect(grouped(['a', 'b', 'c', 'd'], ['d', 'c'], ['c', 'b'], ['b', 'a'])).toEqual(['a b c d']);
});

test('a file that comes out as it went in is in no group', () => {
  expect(grouped(['a', 'c'], ['a', 'b'], ['b', 'c'])).toEqual(['a c']);
});

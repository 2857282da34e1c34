import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runInMemory } from '../run-in-memory.ts';

test('a branch of a loop that is for one key alone is less certain than one that many turns take', async () => {
  const text = readFileSync('fixtures/bind-loop-values/django/form-of-one-prefix/input.py', 'utf8');
  const { report } = await runInMemory(new Map([['orders/forms.py', text]]), {
    only: ['bind-loop-values'],
    certainty: 'possible',
  });
  expect(report.findings.map(({ line, certainty }) => [line, certainty])).toEqual([
    [12, 'possible'],
    [15, 'certain'],
    [18, 'possible'],
    [21, 'certain'],
  ]);
});

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { cellsOf } from '../proofs/harness/cells.ts';
import type { Result } from '../scripts/render-proofs.ts';
import { cases, marksOf } from './fixture-cases.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const cells = cellsOf(root);

describe('the proofs fit the cases whose programs they run', () => {
  test.each(cells)('$id', ({ id, folder, refusal }) => {
    const own = cases.find(({ name }) => name === id);
    expect(own?.expected === undefined).toBe(refusal !== undefined);
    expect(existsSync(join(folder, 'by-hand'))).toBe(refusal !== undefined);
    if (refusal !== undefined)
      for (const mark of marksOf(own?.input ?? new Map())) expect(mark).toContain(` ${refusal}`);
  });

  test('what the documentation calls proven has a proof', () => {
    const results = JSON.parse(readFileSync(join(root, 'proofs/results.json'), 'utf8')) as readonly Result[];
    const there = new Set(cells.flatMap(({ id, versions }) => versions.map(({ label }) => `${id} ${label}`)));
    expect(results.map(({ id, version }) => `${id} ${version}`).filter((one) => !there.has(one))).toEqual([]);
  });
});

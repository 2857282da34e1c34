import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { renderCommandLine, renderReadmeParts, renderTransformPage, withParts } from '../scripts/render-docs.ts';
import { type Result, renderProofs } from '../scripts/render-proofs.ts';
import { transforms } from '../transforms/index.ts';
import { cases } from './fixture-cases.ts';

const results = JSON.parse(
  readFileSync(new URL('../proofs/results.json', import.meta.url), 'utf8'),
) as readonly Result[];

describe('the documentation equals what it is made from (`npm run docs` rewrites it)', () => {
  test.each(transforms)('docs/transforms/$id.md', async (transform) => {
    await expect(renderTransformPage(transform, cases)).toMatchFileSnapshot(`../docs/transforms/${transform.id}.md`);
  });

  test('no page is left of a transform that is gone', () => {
    const pages = readdirSync(new URL('../docs/transforms', import.meta.url)).sort();
    expect(pages).toEqual(transforms.map(({ id }) => `${id}.md`).sort());
  });

  test('docs/cli.md', async () => {
    await expect(await renderCommandLine()).toMatchFileSnapshot('../docs/cli.md');
  });

  test('docs/proofs.md', async () => {
    await expect(renderProofs(transforms, results)).toMatchFileSnapshot('../docs/proofs.md');
  });

  test('README.md', async () => {
    const page = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    await expect(withParts(page, renderReadmeParts(transforms, cases, results))).toMatchFileSnapshot('../README.md');
  });
});

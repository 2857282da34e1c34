import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { transforms } from '../transforms/index.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

test('the package holds what runs, and nothing else', () => {
  const printed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--silent'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [{ files }] = JSON.parse(printed) as [{ files: { path: string }[] }];
  const paths = files.map(({ path }) => path);
  for (const needed of [
    'bin/unstale.js',
    'dist/src/cli/main.js',
    'dist/src/cli/worker.js',
    'dist/src/cli/jscodeshift-bridge.cjs',
    'grammar/tree-sitter-python.wasm',
    'schema/report.schema.json',
    'schema/configuration.schema.json',
    ...transforms.flatMap(({ id, rewrites }) => [
      `docs/transforms/${id}.md`,
      ...(rewrites.javascript ? [`jscodeshift/${id}.js`] : []),
    ]),
  ]) {
    expect(paths).toContain(needed);
  }
  const wanted = /^(?:bin|dist|grammar|jscodeshift|schema|docs\/transforms)\/|^(?:package\.json|README\.md|LICENSE)$/;
  expect(paths.filter((path) => !wanted.test(path))).toEqual([]);
  expect(paths.filter((path) => /\.(?:test\.|ts$)/.test(path))).toEqual([]);
});

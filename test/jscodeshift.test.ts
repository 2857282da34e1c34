import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { transforms } from '../transforms/index.ts';
import { cases } from './fixture-cases.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const runner = createRequire(import.meta.url).resolve('jscodeshift/bin/jscodeshift.js');

describe("jscodeshift's own runner", () => {
  let folder = '';
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'unstale-jscodeshift-')));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const run = (id: string, ...args: string[]): string =>
    execFileSync(
      process.execPath,
      [runner, '-t', join(root, 'jscodeshift', `${id}.js`), '--parser=ts', '--extensions=js,cjs,mjs,ts', ...args],
      {
        cwd: folder,
        encoding: 'utf8',
      },
    );

  test('there is a file for every transform that has a JavaScript half', () => {
    for (const { id, rewrites } of transforms)
      expect(existsSync(join(root, 'jscodeshift', `${id}.js`))).toBe(rewrites.javascript !== undefined);
  });

  test.each(transforms.filter(({ rewrites }) => rewrites.javascript).map(({ id }) => id))(
    '%s does there what it does here',
    (id) => {
      const own = cases.filter(
        ({ transform, input, configuration }) =>
          transform === id &&
          input.size === 1 &&
          !Object.keys(configuration).length &&
          [...input.keys()].every((path) => /^input\.(?:[cm]?js|ts)$/.test(path)),
      );
      expect(own.length).toBeGreaterThan(20);
      for (const { name, input } of own) {
        for (const [path, text] of input) {
          mkdirSync(join(folder, name), { recursive: true });
          writeFileSync(join(folder, name, path), text);
        }
      }
      const printed = run(id, '--unsafe=true', '.');
      const changed = own.filter(({ expected }) => expected);
      expect(printed).toContain('0 errors');
      expect(printed).toContain(`${changed.length} ok`);
      for (const { name, input, expected } of own) {
        for (const [path, text] of expected ?? input)
          expect(readFileSync(join(folder, name, path), 'utf8'), name).toBe(text);
      }
    },
  );

  test('a dry run writes nothing', () => {
    const example = cases.find(({ name }) => name === 'bind-loop-values/sequelize/example');
    const [[path, text] = ['', '']] = [...(example?.input ?? [])];
    writeFileSync(join(folder, path), text);
    expect(run('bind-loop-values', '--dry', '.')).toContain('1 ok');
    expect(readFileSync(join(folder, path), 'utf8')).toBe(text);
  });

  test('a file that does not parse is an error there too', () => {
    writeFileSync(join(folder, 'broken.js'), 't.afterCommit(() => {\n');
    expect(run('bind-loop-values', '.')).toContain('1 errors');
  });
});

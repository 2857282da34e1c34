import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { dialects } from '../dialects/index.ts';
import { transforms } from '../transforms/index.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const sources = ['src', 'transforms', 'dialects'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => {
      const full = join(entry.parentPath, entry.name);
      return { path: relative(root, full).split(sep).join('/'), text: readFileSync(full, 'utf8') };
    }),
);

const imports = sources.flatMap(({ path, text }) =>
  [...text.matchAll(/(?:\bfrom\s+|\bimport\s+|\bimport\(\s*|\brequire\(\s*)'([^']+)'/g)].map(([, specifier = '']) => ({
    path,
    specifier,
    target: specifier.startsWith('.') ? join(dirname(path), specifier).split(sep).join('/') : specifier,
  })),
);

const roomOf = (path: string): string => {
  const [first = '', second = '', third = ''] = path.split('/');
  if (first !== 'src') return first;
  return second === 'languages' ? `languages/${third}` : second;
};

/** Each room, and the rooms that its files may import besides their own. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  model: [],
  dialects: ['model'],
  transforms: ['model'],
  'languages/deployment': ['model'],
  'languages/javascript': ['model', 'languages/deployment'],
  'languages/python': ['model', 'languages/deployment'],
  engine: ['model', 'languages/javascript', 'languages/python'],
  report: ['model'],
  cli: ['model', 'dialects', 'transforms', 'languages/javascript', 'languages/python', 'engine', 'report'],
};

describe('who imports whom', () => {
  const local = imports.filter(({ specifier }) => specifier.startsWith('.'));

  test('there is something to hold', () => {
    expect(sources.length).toBeGreaterThan(40);
    expect(local.length).toBeGreaterThan(100);
    expect(new Set(sources.map(({ path }) => roomOf(path)))).toEqual(new Set(Object.keys(mayImport)));
  });

  test.each(Object.keys(mayImport))('%s keeps to its neighbours', (room) => {
    const strangers = local
      .filter(({ path, target }) => {
        if (roomOf(path) !== room || roomOf(target) === room) return false;
        // A transform's half speaks its own language's kit, and no other.
        const half = room === 'transforms' && /\/(javascript|python)\b[^/]*\.ts$|\/(javascript|python)\//.exec(path);
        if (half) return roomOf(target) !== 'model' && roomOf(target) !== `languages/${half[1] ?? half[2]}`;
        return !mayImport[room]?.includes(roomOf(target));
      })
      .map(({ path, target }) => `${path} -> ${target}`);
    expect(strangers).toEqual([]);
  });

  test.each([
    '@babel/parser',
    '@babel/traverse',
    'jscodeshift',
    'ts-morph',
    'web-tree-sitter',
    'toml-eslint-parser',
    'jsonc-parser',
    'yaml',
    'diff',
  ])('%s is imported by exactly one file', (library) => {
    const importers = new Set(
      imports
        .filter(({ specifier }) => specifier === library || specifier.startsWith(`${library}/`))
        .map(({ path }) => path),
    );
    expect([...importers]).toHaveLength(1);
  });

  test('only the command line, discovery and writing touch the console, the process and the disk', () => {
    const allowed = /^src\/(?:cli\/|engine\/(?:discover|write)-)/;
    const outside = sources.filter(({ path }) => !allowed.test(path));
    expect(outside.length).toBeGreaterThan(20);
    for (const { path, text } of outside) {
      expect(text, path).not.toMatch(/from 'node:(?:fs|child_process|net|http|https|dns)/);
      // What is written into other programs stands in quotes.
      expect(text.replaceAll(/'[^'\n]*'/g, "''"), path).not.toMatch(
        /\bconsole\.|\bprocess\.(?:exit|stdout|stderr|argv|cwd)/,
      );
    }
  });

  test('nothing opens a connection', () => {
    for (const { path, text } of sources)
      expect(text, path).not.toMatch(/from 'node:(?:net|http|https|http2|dns|tls|dgram)|\bfetch\(/);
  });
});

describe('who knows whom by name', () => {
  const names = [...transforms.map(({ id }) => id), ...dialects.flatMap(({ id, packages }) => [id, ...packages])];

  test('neither engine, languages, model nor report names a transform or a library', () => {
    const blind = sources.filter(({ path }) => /^src\/(?:engine|languages|model|report)\//.test(path));
    expect(blind.length).toBeGreaterThan(20);
    for (const { path, text } of blind) {
      const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      for (const name of names)
        expect(code.includes(`'${name}'`) || code.includes(`"${name}"`), `${path} names ${name}`).toBe(false);
    }
  });

  test('no transform names a library in code', () => {
    for (const { path, text } of sources.filter(({ path }) => /^transforms\/.+\/(?:javascript|python)/.test(path))) {
      const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      for (const { id, packages } of dialects) {
        for (const name of [id, ...packages]) expect(code.includes(`'${name}'`), `${path} names ${name}`).toBe(false);
      }
    }
  });
});

describe('the lists', () => {
  test('every folder of transforms and every file of dialects is registered, once', () => {
    const folders = readdirSync(join(root, 'transforms'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    expect(transforms.map(({ id }) => id).sort()).toEqual(folders.sort());
    const files = ['javascript', 'python'].flatMap((language) =>
      readdirSync(join(root, 'dialects', language)).map((name) => `${language}/${name.replace(/\.ts$/, '')}`),
    );
    expect(dialects.map(({ id, language }) => `${language}/${id}`).sort()).toEqual(files.sort());
  });

  test('refusal codes say what the code is like', () => {
    const codes = transforms.flatMap(({ rewrites }) =>
      Object.values(rewrites).flatMap((rewrite) => Object.keys(rewrite?.refusals ?? {})),
    );
    expect(codes.length).toBeGreaterThan(5);
    for (const code of codes) {
      expect(code).toMatch(/^[a-z]+(?:-[a-z]+)+$/);
      expect(code).not.toMatch(/unsupported|complex|unknown|cannot/);
    }
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { loadConfiguration } from '../../src/cli/configuration.ts';
import { configurationTemplate } from '../../src/cli/configuration-template.ts';
import { didYouMean } from '../../src/cli/suggest.ts';
import { UsageError } from '../../src/model/errors.ts';

const known = ['bind-loop-values', 'defer-enqueues'];
const base = mkdtempSync(join(tmpdir(), 'unstale-configuration-'));
let count = 0;
let root = '';
beforeEach(() => {
  count += 1;
  root = join(base, String(count));
  // The search stops here, as at the top of a work tree.
  mkdirSync(join(root, '.git'), { recursive: true });
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

const load = (named?: string, from = '') => loadConfiguration(join(root, from), named, known);

/** The faults of a configuration, a line each. */
function faultsOf(name: string, text: string, from = ''): string[] {
  write({ [name]: text });
  try {
    load(undefined, from);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    expect(error.code).toBe('bad-configuration');
    return error.message.replace(/^[^:]*: /, '').split('\n');
  }
  return [];
}

describe('the three places', () => {
  const configuration = {
    exclude: ['vendor/'],
    transforms: { 'bind-loop-values': 'off' },
    overrides: [{ paths: ['tests/'], transforms: { 'bind-loop-values': 'on' } }],
    levels: { 'bind-loop-values': 'review' },
    wrappers: {
      afterCommit: ['app.db.run_after_commit', { call: 'src/db.after', callback: 1, language: 'javascript' }],
    },
    certainty: 'certain',
  };
  const json = JSON.stringify(configuration);

  test.each([
    ['unstale.config.json', `\uFEFF// ours\n${json.replace(/\}$/, ',}')}`],
    ['package.json', `{ "name": "shop", "unstale": ${json} }`],
    [
      'pyproject.toml',
      [
        '[project]',
        'name = "shop"',
        '[tool.unstale]',
        'exclude = ["vendor/"]',
        'certainty = "certain"',
        'transforms.bind-loop-values = "off"',
        'levels = { bind-loop-values = "review" }',
        '[[tool.unstale.overrides]]',
        'paths = ["tests/"]',
        'transforms = { bind-loop-values = "on" }',
        '[tool.unstale.wrappers]',
        'afterCommit = ["app.db.run_after_commit", { call = "src/db.after", callback = 1, language = "javascript" }]',
      ].join('\n'),
    ],
  ])('%s', (name, text) => {
    write({ [name]: text });
    expect(load()).toEqual({ configuration, folder: root });
    expect(load(name)).toEqual({ configuration, folder: root });
  });

  test('none: no configuration, and no folder', () => {
    expect(load()).toEqual({ configuration: {}, folder: undefined });
  });

  test('files without the key are passed over, broken ones too', () => {
    write({ 'package.json': '{ "name": "unstale-shop" }', 'pyproject.toml': '[project\nname =' });
    expect(load()).toEqual({ configuration: {}, folder: undefined });
  });

  test('in one folder unstale.config.json comes first, then package.json', () => {
    write({
      'unstale.config.json': '{ "certainty": "certain" }',
      'package.json': '{ "unstale": { "certainty": "likely" } }',
      'pyproject.toml': '[tool.unstale]\ncertainty = "possible"',
    });
    expect(load().configuration.certainty).toBe('certain');
    rmSync(join(root, 'unstale.config.json'));
    expect(load().configuration.certainty).toBe('likely');
  });

  test('the nearest folder upwards wins, up to the top of the work tree', () => {
    write({
      'unstale.config.json': '{ "certainty": "certain" }',
      'api/pyproject.toml': '[tool.unstale]',
      'api/src/a.py': '',
      'web/a.ts': '',
    });
    expect(load(undefined, 'web')).toEqual({ configuration: { certainty: 'certain' }, folder: root });
    expect(load(undefined, 'api/src')).toEqual({ configuration: {}, folder: join(root, 'api') });
    mkdirSync(join(root, 'web/.git'));
    expect(load(undefined, 'web').folder).toBeUndefined();
  });
});

describe('--config', () => {
  test('takes a file of any name', () => {
    write({ 'ci/strict.jsonc': '{ "certainty": "possible" } // all' });
    expect(load('ci/strict.jsonc')).toEqual({ configuration: { certainty: 'possible' }, folder: join(root, 'ci') });
  });

  test('that must be there, and hold a configuration', () => {
    write({ 'package.json': '{}', 'other.toml': '' });
    expect(() => load('none.json')).toThrow(expect.objectContaining({ code: 'no-such-path' }));
    expect(() => load('package.json')).toThrow(/package\.json: there is no key "unstale" in it/);
    expect(() => load('other.toml')).toThrow(/there is no table \[tool\.unstale\] in it/);
  });
});

test('paths count from the configuration’s folder, with or without ./', () => {
  write({
    'unstale.config.json': JSON.stringify({
      include: ['./src', 'lib'],
      exclude: ['!./keep'],
      overrides: [{ paths: ['./tests'], transforms: {} }],
      baseline: './ci/known.json',
    }),
    'src/a.py': '',
  });
  expect(load(undefined, 'src').configuration).toEqual({
    include: ['src', 'lib'],
    exclude: ['!keep'],
    overrides: [{ paths: ['tests'], transforms: {} }],
    baseline: join(root, 'ci/known.json'),
  });
});

describe('errors name the key and the line', () => {
  test('in JSON', () => {
    const text = '{\n  // ours\n  "include": "src",\n  "levles": {},\n  "certainty": "sure"\n}\n';
    expect(faultsOf('unstale.config.json', text)).toEqual([
      'unstale.config.json:3: "include" must be a list, not the string "src"',
      'unstale.config.json:4: "levles" is not a key here; did you mean "levels"?',
      'unstale.config.json:5: "certainty" must be "certain" or "likely" or "possible", not "sure"',
    ]);
  });

  test('in package.json', () => {
    expect(faultsOf('package.json', '{\n  "name": "a",\n  "unstale": {\n    "levles": {}\n  }\n}')).toEqual([
      'package.json:4: "levles" is not a key here; did you mean "levels"?',
    ]);
  });

  test('in pyproject.toml', () => {
    const text = [
      '[tool.unstale]',
      'levles = {}',
      '[tool.unstale.wrappers]',
      'afterCommit = [',
      '  "app.db.after",',
      '  3,',
      ']',
      '[[tool.unstale.overrides]]',
      'paths = []',
      'transforms = {}',
      '[[tool.unstale.overrides]]',
      'paths = "src"',
      'transforms = { bind-loop-values = "maybe" }',
    ].join('\n');
    expect(faultsOf('pyproject.toml', text)).toEqual([
      'pyproject.toml:2: "levles" is not a key here; did you mean "levels"?',
      'pyproject.toml:6: "wrappers.afterCommit[1]" must be a string or an object, not 3',
      'pyproject.toml:12: "overrides[1].paths" must be a list, not the string "src"',
      'pyproject.toml:13: "overrides[1].transforms.bind-loop-values" must be "on" or "off", not "maybe"',
    ]);
  });

  test('from a folder below, with the way to the file', () => {
    mkdirSync(join(root, 'src'));
    expect(faultsOf('unstale.config.json', '{ "x": 1 }', 'src')[0]).toMatch(
      /^\.\.\/unstale\.config\.json:1: "x" is not a key here; the keys here are /,
    );
  });

  test.each([
    [
      'an unknown transform',
      '{\n"transforms": {\n"bind-loop-value": "off" } }',
      ':3: "transforms.bind-loop-value": there is no transform "bind-loop-value"; did you mean "bind-loop-values"?',
    ],
    [
      'an unknown transform in levels',
      '{\n"levels": { "sort-imports": "safe" } }',
      ':2: "levels.sort-imports": there is no transform "sort-imports"; `unstale list` names them',
    ],
    [
      'an unknown transform in an override',
      '{"overrides": [{ "paths": ["a"],\n"transforms": { "defer-enqueue": "on" } }] }',
      ':2: "overrides[0].transforms.defer-enqueue": there is no transform "defer-enqueue"; did you mean "defer-enqueues"?',
    ],
    [
      'a key that is missing',
      '{"overrides": [\n{ "paths": ["a"] }] }',
      ':2: "overrides[0]" must have the key "transforms"',
    ],
    [
      'a wrapper with a wrong key',
      '{"wrappers": { "afterCommit": [{ "call": "a.b",\n"keywrod": "f" }] } }',
      ':2: "wrappers.afterCommit[0].keywrod" is not a key here; did you mean "keyword"?',
    ],
    [
      'a wrapper with half a place',
      '{"wrappers": { "afterCommit": [{ "call": "a.b",\n"callback": 0.5 }] } }',
      ':2: "wrappers.afterCommit[0].callback" must be a whole number, not 0.5',
    ],
    [
      'a wrapper without a module',
      '{"wrappers": { "afterCommit": [\n"after_commit"] } }',
      ':2: "wrappers.afterCommit[0]" must name the function with its module, as in "app.db.run_after_commit", not "after_commit"',
    ],
    [
      'a wrapper that names a file',
      '{"wrappers": { "afterCommit": [{ "call": "./src/db" }] } }',
      ':1: "wrappers.afterCommit[0]" must name the function with its module, as in "app.db.run_after_commit", not "./src/db"',
    ],
    ['a list', '[]', ':1: the configuration must be an object, not a list'],
    ['a key twice', '{ "include": [],\n"include": [] }', ':2: "include" is there twice'],
    ['no JSON', '{\n"include": [\n}', ':3: not JSON: value expected'],
    ['nothing', '', ':1: not JSON: value expected'],
  ])('%s', (_, text, fault) => {
    expect(faultsOf('unstale.config.json', text)).toContain(`unstale.config.json${fault}`);
  });

  test('no TOML', () => {
    expect(faultsOf('pyproject.toml', '[tool.unstale]\ncertainty = = "likely"\n')[0]).toMatch(
      /^pyproject\.toml:2: not TOML: /,
    );
  });

  test('a package.json with the key that is broken', () => {
    expect(faultsOf('package.json', '{\n"unstale": {}\n')[0]).toMatch(/^package\.json:\d: not JSON: /);
  });
});

test('the file that init writes is a configuration that changes nothing', () => {
  write({ 'unstale.config.json': configurationTemplate });
  const { $schema, ...configuration } = load().configuration;
  expect($schema).toBe('./node_modules/unstale/schema/configuration.schema.json');
  expect(configuration).toEqual({
    include: [],
    exclude: [],
    transforms: {},
    overrides: [],
    levels: {},
    wrappers: { afterCommit: [], transaction: [], enqueue: [] },
    locks: {},
    certainty: 'likely',
    baseline: join(root, '.unstale-baseline.json'),
  });
});

test('what the template has in comments is valid too', () => {
  write({ 'unstale.config.json': configurationTemplate.replace(/^(\s*)\/\/ (?=["{])/gm, '$1') });
  const { configuration } = load();
  expect(configuration.transforms).toEqual({ 'bind-loop-values': 'off' });
  expect(configuration.levels).toEqual({ 'bind-loop-values': 'review' });
  expect(configuration.overrides).toHaveLength(1);
  expect(configuration.wrappers?.afterCommit).toHaveLength(3);
});

test('a suggestion is near what was written, or there is none', () => {
  expect(didYouMean('bind-loop-value', known)).toBe('; did you mean "bind-loop-values"?');
  expect(didYouMean('sort-imports', known)).toBe('');
});

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runInMemory, textsAfter } from '../run-in-memory.ts';

/**
 * No use is missed: whatever was rewritten answers, while rows change, as the code before it does in a process that has
 * just been started. A name that is still read where its function should be called would answer something else.
 */
const declarations: Readonly<Record<string, string>> = {
  promise: 'prisma.room.findMany()',
  rows: 'await prisma.room.findMany()',
  names: '(await prisma.room.findMany()).map((room) => room.name)',
};

/** What a module is like that exports `rooms`, and what another imports of it; `VALUE` stands for the query. */
const ways: Readonly<Record<string, { files: Readonly<Record<string, string>>; take: string; name: string }>> = {
  named: {
    files: { 'rooms.js': 'export const rooms = VALUE;' },
    take: "import { rooms } from './rooms.js';",
    name: 'rooms',
  },
  alias: {
    files: { 'rooms.js': 'const rooms = VALUE;\nexport { rooms as list };' },
    take: "import { list as all } from './rooms.js';",
    name: 'all',
  },
  default: { files: { 'rooms.js': 'export default VALUE;' }, take: "import all from './rooms.js';", name: 'all' },
  'default by name': {
    files: { 'rooms.js': 'const rooms = VALUE;\nexport default rooms;' },
    take: "import { default as all } from './rooms.js';",
    name: 'all',
  },
  'default as': {
    files: { 'rooms.js': 'const rooms = VALUE;\nexport { rooms as default };' },
    take: "import all from './rooms.js';",
    name: 'all',
  },
  whole: {
    files: { 'rooms.js': 'export const rooms = VALUE;' },
    take: "import * as store from './rooms.js';",
    name: 'store.rooms',
  },
  'whole by text': {
    files: { 'rooms.js': 'export const rooms = VALUE;' },
    take: "import * as store from './rooms.js';",
    name: "store['rooms']",
  },
  'passed on': {
    files: { 'rooms.js': 'export const rooms = VALUE;', 'index.js': "export { rooms as all } from './rooms.js';" },
    take: "import { all } from './index.js';",
    name: 'all',
  },
  'passed on as default': {
    files: { 'rooms.js': 'export const rooms = VALUE;', 'index.js': "export { rooms as default } from './rooms.js';" },
    take: "import all from './index.js';",
    name: 'all',
  },
  'default passed on': {
    files: { 'rooms.js': 'export default VALUE;', 'index.js': "export { default as all } from './rooms.js';" },
    take: "import { all } from './index.js';",
    name: 'all',
  },
  starred: {
    files: { 'rooms.js': 'export const rooms = VALUE;', 'index.js': "export * from './rooms.js';" },
    take: "import { rooms } from './index.js';",
    name: 'rooms',
  },
  'starred under a name': {
    files: { 'rooms.js': 'export const rooms = VALUE;', 'index.js': "export * as store from './rooms.js';" },
    take: "import { store } from './index.js';",
    name: 'store.rooms',
  },
  'imported and exported': {
    files: {
      'rooms.js': 'export const rooms = VALUE;',
      'index.js': "import { rooms } from './rooms.js';\nexport { rooms };",
    },
    take: "import { rooms } from './index.js';",
    name: 'rooms',
  },
  'made into another': {
    files: {
      'rooms.js': 'export const rooms = VALUE;',
      'index.js': "import { rooms } from './rooms.js';\nexport const again = rooms;",
    },
    take: "import { again } from './index.js';",
    name: 'again',
  },
  'when needed': {
    files: { 'rooms.js': 'export const rooms = VALUE;' },
    take: "const store = await import('./rooms.js');",
    name: 'store.rooms',
  },
  required: {
    files: { 'rooms.cjs': 'const rooms = VALUE;\nmodule.exports = { rooms };' },
    take: "const { rooms } = require('./rooms.cjs');",
    name: 'rooms',
  },
  'required under a name': {
    files: { 'rooms.cjs': 'const rooms = VALUE;\nexports.list = rooms;' },
    take: "const { list: all } = require('./rooms.cjs');",
    name: 'all',
  },
  'required as a whole': {
    files: { 'rooms.cjs': 'const rooms = VALUE;\nmodule.exports.rooms = rooms;' },
    take: "const store = require('./rooms.cjs');",
    name: 'store.rooms',
  },
  'required in place': {
    files: { 'rooms.cjs': 'const rooms = VALUE;\nmodule.exports = { list: rooms, rooms };' },
    take: '',
    name: "require('./rooms.cjs').rooms",
  },
  'when needed, by name': {
    files: { 'rooms.js': 'export const rooms = VALUE;' },
    take: "const { rooms: all } = await import('./rooms.js');",
    name: 'all',
  },
  'exported where it stands': {
    files: { 'rooms.cjs': 'exports.rooms = VALUE;\nexports.own = async () => (await exports.rooms).length;' },
    take: "const { rooms } = require('./rooms.cjs');",
    name: 'rooms',
  },
  'in the object that is exported': {
    files: { 'rooms.cjs': 'module.exports = {\n  list: VALUE,\n  other: 1,\n};' },
    take: "const store = require('./rooms.cjs');",
    name: 'store.list',
  },
  'read by what is exported beside it': {
    files: { 'rooms.cjs': 'module.exports = {\n  list: VALUE,\n  get() { return this.list; },\n};' },
    take: "const store = require('./rooms.cjs');",
    name: 'store.get()',
  },
  'the module itself': {
    files: { 'rooms.cjs': 'module.exports = VALUE;' },
    take: "const all = require('./rooms.cjs');",
    name: 'all',
  },
  'the value of the module': {
    files: { 'rooms.cjs': 'const rooms = VALUE;\nmodule.exports = rooms;' },
    take: "const all = require('./rooms.cjs');",
    name: 'all',
  },
};

/** A function `run` that reads `X`, the rows or their promise, in one way or another. */
const readers: readonly string[] = [
  'async function run() { return X; }',
  'const run = () => X;',
  'const run = async () => (await X).length;',
  'async function run() { const all = await X; return all.map((one) => one); }',
  'const run = async () => ({ all: await X });',
  'const run = async () => [await X, (await X).length];',
  'async function run() { return [...(await X)]; }',
  'async function run() { const [first] = await X; return first; }',
  'async function run() { const { length } = await X; return length; }',
  'const run = () => Promise.all([X, 1]);',
  'const run = () => Promise.resolve(X).then((all) => all.length);',
  'async function run() { if (X) return 1; return 2; }',
  'async function run() { return (await X).length > 1 ? await X : []; }',
  'const run = async () => typeof X;',
  'const run = async (all = X) => await all;',
  'async function run() { const inner = async () => X; return await inner(); }',
  'async function run() { const inner = () => X; return await inner(); }',
  'async function run() { let sum = 0; for (const one of await X) sum += one ? 1 : 0; return sum; }',
  'async function run() { const seen = []; for (let i = 0; i < 2; i++) seen.push(await X); return seen; }',
  'async function run() { let left = 2; const seen = []; while (left--) { seen.push((await X).length); } return seen; }',
  'async function run() { return [1, 2].map(() => X) ? (await X).length : 0; }',
  'async function run() { return Promise.all([1, 2].map(async () => (await X).length)); }',
  'class Store { async read() { return await X; } }\nconst run = () => new Store().read();',
  'class Store { all = X; }\nconst run = async () => await new Store().all;',
  'class Store { static async read() { return X; } get all() { return X; } }\nconst run = async () => await Store.read();',
  'const store = { all: X };\nconst run = async () => await store.all;',
  'const store = { async read() { return X; } };\nconst run = () => store.read();',
  'async function* each() { yield* await X; }\nasync function run() { const all = []; for await (const one of each()) all.push(one); return all; }',
  'async function run() { try { return await X; } catch { return []; } finally { await X; } }',
  'async function run() { switch ((await X).length) { case 1: return 1; default: return await X; } }',
  'const run = async () => await (async () => X)();',
  'const run = async () => JSON.stringify(await X);',
  'async function run() { const rooms = await X; { const rooms = 1; void rooms; } return rooms; }',
  'async function run(rooms) { return rooms ?? (await X); }',
  'async function run() { label: for (;;) { if (await X) break label; } return 1; }',
  'const first = (all) => all;\nconst run = async () => await first(X);',
  'const made = X;\nconst run = async () => await made;',
  'const ready = Promise.resolve(X).then((all) => all.length);\nconst run = () => ready;',
];
const readersOfPromise: readonly string[] = [
  'const run = () => X.then((all) => all.length);',
  'const run = () => X?.then((all) => all.length);',
  "const run = () => X['then']((all) => all);",
  'const lengths = X.then((all) => all.length);\nconst run = () => lengths;',
  'const run = () => new Promise((resolve) => resolve(X));',
];
const readersOfRows: readonly string[] = [
  'const run = async () => X.length;',
  'const run = () => X.length;',
  'async function run() { const ids = [0]; return ids.map((id) => X[id]); }',
  'async function run() { return { all: X, ...X }; }',
  'const lengths = X.map(() => 1);\nconst run = async () => lengths.length;',
  'const index = new Map(X.map((one) => [one, 1]));\nconst run = async () => index.size;',
  'async function run() { const all = []; for (const one of X) { all.push(one); } return all; }',
  'const run = async () => X?.[0];',
];

const library = `
class PrismaClient {
  room = { findMany: () => {
    let asked;
    const ask = () => (asked ??= Promise.resolve().then(() => globalThis.stored.map((name) => ({ name }))));
    return { then: (...f) => ask().then(...f), catch: (f) => ask().catch(f), finally: (f) => ask().finally(f) };
  } };
}
module.exports = { PrismaClient };
`;
const driver = `
const results = [];
for (const folder of process.argv.slice(3)) results.push(await compare(folder));
console.log(JSON.stringify(results));
async function compare(folder) {
  try {
    globalThis.stored = ['Ann'];
    const run = await load(folder + '/after');
    const once = [await run(), await (await load(folder + '/first'))()];
    globalThis.stored = ['Ann', 'Ben'];
    return [once, [await run(), await (await load(folder + '/second'))()]].map((pair) => pair.map((one) => JSON.stringify(one)));
  } catch (error) {
    return String(error);
  }
}
async function load(folder) {
  const use = await import(process.argv[2] + '/' + folder + '/' + (folder.includes('cjs') ? 'use.cjs' : 'use.js'));
  return use.run ?? use.default.run;
}
`;

interface Program {
  readonly name: string;
  readonly before: ReadonlyMap<string, string>;
}

/** The ways that are read in every manner; for the others a few say whether the name was followed. */
const fullyRead = new Set(['named', 'whole', 'made into another', 'required']);

const programs: readonly Program[] = Object.entries(ways).flatMap(([way, { files, take, name }]) =>
  Object.entries(declarations).flatMap(([held, value]) => {
    const isCommonJs = Object.keys(files)[0]?.endsWith('.cjs') ?? false;
    if (isCommonJs && held !== 'promise') return [];
    const library = isCommonJs
      ? "const { PrismaClient } = require('@prisma/client');"
      : "import { PrismaClient } from '@prisma/client';";
    const own = held === 'promise' ? readersOfPromise : readersOfRows;
    const some = fullyRead.has(way) ? [...readers, ...own] : [...readers.slice(0, 8), ...own.slice(0, 2)];
    return some.map((reader): Program => {
      const use = `${take}\n\n${reader.replaceAll('X', name)}\n${isCommonJs ? 'exports.run = run;' : 'export { run };'}\n`;
      return {
        name: `${way}, ${held}: ${reader}`,
        before: new Map([
          ['package.json', '{ "type": "module", "dependencies": { "@prisma/client": "6" } }'],
          ...Object.entries(files).map(
            ([path, text]) =>
              [
                path,
                path.startsWith('rooms')
                  ? `${library}\n\nconst prisma = new PrismaClient();\n${text.replace('VALUE', value)}\n`
                  : `${text}\n`,
              ] as const,
          ),
          [isCommonJs ? 'use.cjs' : 'use.js', use],
        ]),
      };
    });
  }),
);

const root = mkdtempSync(join(tmpdir(), 'every-use-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('what is rewritten reads no name where its function should be called', { timeout: 300_000 }, async () => {
  write(
    root,
    new Map([
      ['node_modules/@prisma/client/index.js', library],
      ['driver.mjs', driver],
    ]),
  );
  write(root, new Map([['node_modules/@prisma/client/package.json', '{ "name": "@prisma/client" }']]));
  const rewritten: { folder: string; program: Program; after: string }[] = [];
  for (const program of programs) {
    const { before } = program;
    const plan = await runInMemory(before, { only: ['move-module-queries'] });
    const after = textsAfter(before, plan);
    if (plan.outputs.length === 0) continue;
    const folder = `${before.has('use.cjs') ? 'cjs' : 'esm'}-${rewritten.length}`;
    write(join(root, folder, 'after'), after);
    write(join(root, folder, 'first'), before);
    write(join(root, folder, 'second'), before);
    rewritten.push({ folder, program, after: [...after.values()].slice(1).join('\n') });
  }
  const folders = rewritten.map(({ folder }) => folder);
  const output = execFileSync(process.execPath, ['driver.mjs', root, ...folders], { cwd: root, encoding: 'utf8' });
  const results: (string | [string, string][])[] = JSON.parse(output);
  const wrong = results.flatMap((result, at) =>
    typeof result !== 'string' && result.every(([after, fresh]) => after === fresh)
      ? []
      : [`${rewritten[at]?.program.name}\n${JSON.stringify(result)}\n${rewritten[at]?.after}`],
  );
  expect(wrong.join('\n\n')).toBe('');
  // As many as that are rewritten: a test that everything passes because nothing was done would show nothing.
  expect(rewritten.length * 2).toBeGreaterThan(programs.length);
});

function write(folder: string, files: ReadonlyMap<string, string>): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

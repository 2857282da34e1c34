import { expect, test } from 'vitest';
import { runInMemory } from '../run-in-memory.ts';

const query = `import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();
export const rooms = prisma.room.findMany();
`;
const named = { name: 'rooms', version: '1.0.0' };

/** Whoever imports a query from a published package is not in sight: the finding says so, and only where it is so. */
test.each<[string, boolean, object, string, Record<string, string>]>([
  ['main', true, { ...named, main: 'lib/rooms.js' }, 'lib/rooms.js', {}],
  ['main without an ending', true, { ...named, main: './lib/rooms' }, 'lib/rooms.js', {}],
  ['main that is a folder', true, { ...named, main: './lib/' }, 'lib/index.js', {}],
  ['main that is built', true, { ...named, main: './dist/rooms.js' }, 'src/rooms.ts', {}],
  ['module', true, { ...named, main: 'a.js', module: 'rooms.js' }, 'rooms.js', {}],
  ['types', true, { ...named, main: 'a.js', types: './types/rooms.d.ts' }, 'types/rooms.ts', {}],
  ['exports by condition', true, { ...named, exports: { '.': { import: './rooms.js' } } }, 'rooms.js', {}],
  ['exports by pattern', true, { ...named, exports: { './*': './lib/*.js' } }, 'lib/rooms.js', {}],
  ['the default of main', true, named, 'index.js', {}],
  [
    'an index that passes it on',
    true,
    { ...named, main: 'index.js' },
    'a.js',
    { 'index.js': "export * from './a.js';" },
  ],
  [
    'an index that leaves it',
    false,
    { ...named, main: 'index.js' },
    'a.js',
    { 'index.js': "export { b } from './b.js';" },
  ],
  ['another file', false, { ...named, main: 'index.js' }, 'rooms.js', {}],
  ['a private package', false, { ...named, private: true, main: 'rooms.js' }, 'rooms.js', {}],
  ['a package without a name', false, { main: 'rooms.js' }, 'rooms.js', {}],
])('%s: %s', async (_, isOffered, manifest, path, others) => {
  const files = new Map(Object.entries({ 'package.json': JSON.stringify(manifest), [path]: query, ...others }));
  files.set('use.js', `import { rooms } from './${path}';\n\nexport const list = async () => (await rooms).length;\n`);
  const { report } = await runInMemory(files, { only: ['move-module-queries'] });
  expect(report.findings).toMatchObject([{ outcome: 'rewrite', safety: 'review' }]);
  expect(report.findings[0]?.behaviour?.includes('code outside of this project that imports it must call it')).toBe(
    isOffered,
  );
});

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { isMysql } from './statement.ts';

const require = createRequire(import.meta.url);

/**
 * Makes Prisma's client from `schema.prisma` into `generated/`, and lets the program's `@prisma/client` lead there:
 * usually both are in `node_modules`, of which the proofs have one for all schemas.
 * @throws where the schema is wrong.
 */
export function generate(): void {
  // The scenario is repeated in the same folder.
  if (existsSync('generated')) return;
  const runtime = join(placeOf('@prisma/client'), 'runtime');
  const adapter = require.resolve(isMysql ? '@prisma/adapter-mariadb' : '@prisma/adapter-pg');
  // The schema is none of what the tool writes: it is the same before and after.
  if (existsSync('../before/generated')) symlinkSync('../before/generated', 'generated');
  else makeClient(placeOf('prisma'));
  const folder = 'node_modules/@prisma/client';
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  symlinkSync(runtime, join(folder, 'runtime'));
  writeFileSync(join(folder, 'package.json'), '{ "name": "@prisma/client", "type": "commonjs", "main": "index.js" }');
  writeFileSync(join(folder, 'index.js'), clientOf(adapter));
}

function makeClient(prisma: string): void {
  const { version } = JSON.parse(readFileSync(join(prisma, 'package.json'), 'utf8')) as { version: string };
  // From 7 on the address stands elsewhere.
  const schema = readFileSync('schema.prisma', 'utf8');
  writeFileSync('generated.prisma', version.startsWith('6.') ? schema : schema.replace(/^\s*url\s*=.*\n/m, ''));
  const args = [join(prisma, 'build/index.js'), 'generate', '--schema', 'generated.prisma', '--no-hints'];
  const { status, stderr, stdout } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    // Queries run in the client itself: no engine is called. One whose place is known is not looked for on the network.
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_QUERY_ENGINE_LIBRARY: process.execPath,
      CHECKPOINT_DISABLE: '1',
    },
  });
  if (status !== 0) throw new Error(stderr || stdout);
}

/** Where a package is; the cell's own is not asked of Node, which would remember the place. */
function placeOf(name: string): string {
  const own = join('node_modules', name);
  return existsSync(own) ? realpathSync(own) : dirname(require.resolve(`${name}/package.json`));
}

/** The client of `engineType = "client"` has to be told which driver to use; one with an engine reads the schema. */
const clientOf = (adapter: string): string => `const { PrismaMariaDb, PrismaPg } = require(${JSON.stringify(adapter)});
const generated = require('../../../generated');
const address = process.env.DATABASE_URL;

class PrismaClient extends generated.PrismaClient {
  constructor(options) {
    super({ adapter: ${isMysql ? 'new PrismaMariaDb(address)' : 'new PrismaPg({ connectionString: address })'}, ...options });
  }
}
exports.PrismaClient = PrismaClient;
exports.Prisma = generated.Prisma;
`;

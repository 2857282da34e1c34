import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/**
 * Makes Prisma's client from `schema.prisma` into `generated/`, and lets the program's `@prisma/client` lead there:
 * usually both are in `node_modules`, of which the proofs have one for all schemas.
 * @throws where the schema is wrong.
 */
export function generate(): void {
  const cli = join(dirname(require.resolve('prisma/package.json')), 'build/index.js');
  const runtime = join(dirname(require.resolve('@prisma/client/package.json')), 'runtime');
  const { status, stderr, stdout } = spawnSync(process.execPath, [cli, 'generate', '--schema', 'schema.prisma'], {
    encoding: 'utf8',
    // Queries run in the client itself: no engine is downloaded, and none is called.
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' },
  });
  if (status !== 0) throw new Error(stderr || stdout);
  const folder = 'node_modules/@prisma/client';
  mkdirSync(folder, { recursive: true });
  symlinkSync(runtime, join(folder, 'runtime'));
  writeFileSync(join(folder, 'package.json'), '{ "name": "@prisma/client", "type": "commonjs", "main": "index.js" }');
  writeFileSync(join(folder, 'index.js'), client);
}

/** The client of `engineType = "client"` has to be told which driver to use; one with an engine reads the schema. */
const client = `const { PrismaPg } = require('@prisma/adapter-pg');
const generated = require('../../../generated');

class PrismaClient extends generated.PrismaClient {
  constructor(options) {
    super({ adapter: new PrismaPg({ connectionString: process.env.DATABASE_URL }), ...options });
  }
}
exports.PrismaClient = PrismaClient;
exports.Prisma = generated.Prisma;
`;

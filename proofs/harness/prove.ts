import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Cell, Version } from './cells.ts';
import { drive, type Seen } from './drive.ts';
import type { Server } from './postgres.ts';
import { layOut } from './program.ts';

/** What is there to prove with. */
export interface Means {
  readonly root: string;
  readonly postgres: Server | string;
  readonly redis: string | undefined;
  /** The interpreter that has the packages of a set, or why there is none. */
  readonly python: (packages: string) => { readonly interpreter: string } | string;
}

/** What became of one cell under one version. */
export type Verdict =
  | { readonly outcome: 'proven'; readonly before: Seen; readonly after: Seen }
  | { readonly outcome: 'failed'; readonly why: string }
  | { readonly outcome: 'skipped'; readonly why: string };

/** Shows the bug in the program as it is, runs the tool on it, and shows that the bug is gone. */
export async function prove(cell: Cell, version: Version, means: Means): Promise<Verdict> {
  const missing = missingOf(cell, version, means);
  if (missing !== undefined) return { outcome: 'skipped', why: missing };
  const python = cell.driver === 'driver.py' ? means.python(version.packages) : undefined;
  const interpreter = typeof python === 'object' ? python.interpreter : undefined;
  const name = `${cell.id}_${version.label}`.replaceAll(/\W+/g, '_').toLowerCase();
  const work = join(means.root, 'proofs/.work', name);
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  try {
    const { before, after, patch } = layOut(means.root, cell, version, work);
    const was = await driven(before, cell, `${name}_b`, means, interpreter);
    if (was.lost === 0) return { outcome: 'failed', why: 'the scenario does not show the bug in the program as it is' };
    if (patch === '') return { outcome: 'failed', why: 'the tool changes nothing in the program' };
    const is = await driven(after, cell, `${name}_a`, means, interpreter);
    if (is.lost > 0) return { outcome: 'failed', why: `not cured: ${is.lost} of ${is.of} are still lost` };
    if (!isDeepStrictEqual(is.otherwise, was.otherwise) || is.of !== was.of) {
      const words = [was, is].map(({ of, otherwise }) => JSON.stringify({ of, otherwise }));
      return { outcome: 'failed', why: `something else has changed: ${words.join(' became ')}` };
    }
    rmSync(work, { recursive: true, force: true });
    return { outcome: 'proven', before: was, after: is };
  } catch (error) {
    return { outcome: 'failed', why: error instanceof Error ? error.message : String(error) };
  }
}

function missingOf(cell: Cell, version: Version, { postgres, redis, python }: Means): string | undefined {
  if (cell.needs.includes('postgres') && typeof postgres === 'string') return postgres;
  if (cell.needs.includes('redis') && redis === undefined) return 'no Redis server';
  const interpreter = cell.driver === 'driver.py' ? python(version.packages) : undefined;
  return typeof interpreter === 'string' ? interpreter : undefined;
}

async function driven(
  folder: string,
  cell: Cell,
  name: string,
  { postgres, redis }: Means,
  interpreter: string | undefined,
): Promise<Seen> {
  const needsPostgres = cell.needs.includes('postgres') && typeof postgres === 'object';
  // PostgreSQL cuts longer names off.
  const database = needsPostgres ? await postgres.database(`p_${name}`.slice(-60)) : undefined;
  const parts = database ? new URL(database.url) : undefined;
  try {
    return await drive(
      folder,
      cell,
      {
        ...(redis === undefined ? {} : { REDIS_URL: redis }),
        ...(parts === undefined
          ? {}
          : {
              DATABASE_URL: parts.href,
              PGHOST: parts.hostname,
              PGPORT: parts.port,
              PGUSER: parts.username,
              PGPASSWORD: parts.password,
              PGDATABASE: parts.pathname.slice(1),
            }),
      },
      interpreter,
    );
  } finally {
    await database?.drop();
  }
}

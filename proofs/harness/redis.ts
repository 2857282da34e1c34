import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Python } from './python.ts';

/**
 * The server of `REDIS_URL`, or one of its own, where `redis-server` is on the path or comes with a package.
 * @param python the interpreter that stands beside a packed server.
 * @returns no address where there is none.
 */
export async function startRedis(python: Python): Promise<{ readonly url: string | undefined; stop(): void }> {
  const given = process.env['REDIS_URL'];
  if (given !== undefined) return { url: given, stop() {} };
  const command = commandOf(python);
  if (command === undefined) return { url: undefined, stop() {} };
  const folder = mkdtempSync(join(tmpdir(), 'unstale-redis-'));
  const port = 20_000 + (process.pid % 20_000);
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''];
  const server = spawn(command, args, { stdio: 'ignore' });
  const stop = (): void => {
    server.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', stop);
  await answers(port, server);
  return { url: `redis://127.0.0.1:${port}`, stop };
}

function commandOf(python: Python): string | undefined {
  if (isThere('redis-server')) return 'redis-server';
  if (typeof python === 'string') return undefined;
  const command = join(dirname(python.interpreter), 'redis-server');
  return isThere(command) ? command : undefined;
}

const isThere = (command: string): boolean => spawnSync(command, ['--version']).status === 0;

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
}

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * The server of `REDIS_URL`, or one of its own where `redis-server` is on the path.
 * @returns no address where there is none.
 */
export async function startRedis(): Promise<{ readonly url: string | undefined; stop(): void }> {
  const given = process.env['REDIS_URL'];
  if (given !== undefined) return { url: given, stop() {} };
  if (spawnSync('redis-server', ['--version']).status !== 0) return { url: undefined, stop() {} };
  const folder = mkdtempSync(join(tmpdir(), 'unstale-redis-'));
  const port = 20_000 + (process.pid % 20_000);
  const server = spawn('redis-server', ['--port', String(port), '--dir', folder, '--save', ''], { stdio: 'ignore' });
  await answers(port, server);
  return {
    url: `redis://127.0.0.1:${port}`,
    stop() {
      server.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

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

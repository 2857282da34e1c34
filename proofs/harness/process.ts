import { spawn } from 'node:child_process';

/** How a process has ended, and what it has written. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Surroundings {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** How long it may take; two minutes where nothing is said. */
  readonly seconds?: number;
}

/**
 * Runs a program to its end; one that takes too long is killed.
 * @throws where it cannot be started.
 */
export function run(
  command: string,
  args: readonly string[],
  { cwd, env, seconds = 120 }: Surroundings = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: seconds * 1000,
      killSignal: 'SIGKILL',
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    child.once('error', reject);
    child.once('close', (code, signal) =>
      resolve({ code, stdout, stderr: signal ? `${stderr}\nkilled by ${signal} after ${seconds} s` : stderr }),
    );
  });
}

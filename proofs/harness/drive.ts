import { join } from 'node:path';
import type { Cell } from './cells.ts';
import { run } from './process.ts';

/** What a driver saw. */
export interface Seen {
  /** Values lost, messages wrong, answers stale: how many of how many. */
  readonly lost: number;
  readonly of: number;
  /** Everything else that the scenario left: it must be the same before and after. */
  readonly otherwise: unknown;
}

/**
 * Runs the driver of a program; its last line of output is what it saw.
 * @param python the interpreter that has the cell's packages.
 * @throws where it fails, or takes longer than two minutes.
 */
export async function drive(
  folder: string,
  cell: Cell,
  env: NodeJS.ProcessEnv,
  python: string | undefined,
): Promise<Seen> {
  const isNode = cell.driver === 'driver.ts';
  const command = isNode ? process.execPath : (python ?? 'python3');
  const args = isNode ? ['--import', 'tsx', 'driver.ts'] : ['-B', 'driver.py'];
  const { code, stdout, stderr } = await run(command, args, {
    cwd: folder,
    env: { ...process.env, ...env, PYTHONPATH: folder, TSX_TSCONFIG_PATH: join(folder, 'tsconfig.json') },
  });
  const last = stdout.trim().split('\n').at(-1) ?? '';
  try {
    const seen = JSON.parse(last) as Seen;
    if (code === 0 && typeof seen.lost === 'number' && typeof seen.of === 'number') return seen;
  } catch {
    // Told below, with what the driver wrote.
  }
  throw new Error(`the driver ended with ${code}: ${(stderr || stdout).trim().slice(-2000)}`);
}

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import type { Cell, Version } from './cells.ts';

/** The program before and after, each in a folder of its own with everything that it needs to run. */
export interface LaidOut {
  readonly before: string;
  readonly after: string;
  /** What the tool changed, as `diff` prints it; empty where it changed nothing. */
  readonly patch: string;
}

/**
 * Lays a program out twice, and runs the tool on the second.
 * @param work an empty folder below `proofs/`, so that the programs find the libraries.
 * @throws where the tool fails.
 */
export function layOut(root: string, cell: Cell, version: Version, work: string): LaidOut {
  const before = join(work, 'before');
  const after = join(work, 'after');
  const bin = process.env['UNSTALE_BIN'] ?? join(root, 'bin/unstale.js');
  const [transform = ''] = cell.id.split('/');
  const only = ['--only', transform, '--unsafe', '--certainty', 'possible'];
  for (const folder of [before, after]) {
    mkdirSync(folder, { recursive: true });
    if (statSync(cell.program).isDirectory()) cpSync(cell.program, folder, { recursive: true });
    else cpSync(cell.program, join(folder, nameIn(cell)));
  }
  const settings = configurationOf(cell);
  const named = settings === undefined ? [] : ['--config', settings];
  const run = (...args: string[]): string => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args, ...only, ...named], {
      cwd: after,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`unstale ${args.join(' ')} ended with ${status}: ${stderr || stdout}`);
    return stdout;
  };
  const patch = run('diff');
  run('migrate', '--allow-no-vcs', '--allow-dirty');
  for (const folder of [before, after]) {
    // What stands around the program never replaces a file of it.
    cpSync(cell.folder, folder, { recursive: true, force: false, filter: (path) => basename(path) !== 'proof.json' });
    cpSync(join(root, 'proofs/shared'), folder, { recursive: true, force: false });
    for (const [name, installed] of Object.entries(version.as)) {
      const link = join(folder, 'node_modules', name);
      mkdirSync(dirname(link), { recursive: true });
      rmSync(link, { recursive: true, force: true });
      symlinkSync(join(root, 'proofs/node_modules', installed), link);
    }
  }
  return { before, after, patch };
}

/** A fixture of one file may pretend a path; see `case.json`. */
function nameIn(cell: Cell): string {
  const settings = caseOf(cell);
  const path = settings?.['path'];
  return typeof path === 'string' ? basename(path) : `program${extname(cell.program)}`;
}

function configurationOf(cell: Cell): string | undefined {
  const own = join(cell.folder, 'unstale.config.json');
  return statSync(own, { throwIfNoEntry: false }) ? own : undefined;
}

function caseOf(cell: Cell): Record<string, unknown> | undefined {
  const path = join(dirname(cell.program), 'case.json');
  return statSync(path, { throwIfNoEntry: false }) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

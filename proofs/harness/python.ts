import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './process.ts';

/** The interpreter that has a set of packages, or why there is none. */
export type Python = { readonly interpreter: string } | string;

/**
 * Finds or makes the virtual environment of each set of packages, all at once.
 * @param proofs the folder `proofs/`.
 * @param sets the files of `requirements/`, without their ending.
 */
export async function pythonOf(proofs: string, sets: ReadonlySet<string>): Promise<(packages: string) => Python> {
  const found = new Map(
    await Promise.all([...sets].map(async (name) => [name, await environmentOf(proofs, name)] as const)),
  );
  return (packages) => found.get(packages) ?? `no Python packages (${packages})`;
}

async function environmentOf(proofs: string, packages: string): Promise<Python> {
  const list = join(proofs, 'requirements', `${packages}.txt`);
  const folder = join(proofs, '.venvs', packages);
  const interpreter = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const mark = join(folder, 'installed.txt');
  const wanted = readFileSync(list, 'utf8');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return { interpreter };
  if (await succeeds('python3', '-m', 'venv', '--clear', folder)) {
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', list];
    if (await succeeds(interpreter, ...pip)) {
      writeFileSync(mark, wanted);
      return { interpreter };
    }
  }
  // Without the package index, the system may have the very versions.
  const names = wanted.split('\n').filter((line) => /^\w/.test(line));
  const check = `import importlib.metadata as m, sys\nfor line in ${JSON.stringify(names)}:\n  name, _, version = line.partition('==')\n  assert m.version(name.split('[')[0]) == version.strip(), name`;
  return (await succeeds('python3', '-c', check)) ? { interpreter: 'python3' } : `no Python packages (${packages})`;
}

const succeeds = async (command: string, ...args: string[]): Promise<boolean> =>
  run(command, args, { seconds: 300 }).then(
    ({ code }) => code === 0,
    () => false,
  );

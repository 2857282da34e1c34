import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Finds or makes the virtual environment of each set of packages.
 * @param proofs the folder `proofs/`.
 */
export function pythonOf(proofs: string): (packages: string) => { readonly interpreter: string } | string {
  const known = new Map<string, { readonly interpreter: string } | string>();
  return (packages) => {
    const found = known.get(packages) ?? environmentOf(proofs, packages);
    known.set(packages, found);
    return found;
  };
}

function environmentOf(proofs: string, packages: string): { readonly interpreter: string } | string {
  const list = join(proofs, 'requirements', `${packages}.txt`);
  const folder = join(proofs, '.venvs', packages);
  const interpreter = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const mark = join(folder, 'installed.txt');
  const wanted = readFileSync(list, 'utf8');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return { interpreter };
  const made = spawnSync('python3', ['-m', 'venv', '--clear', folder], { encoding: 'utf8' });
  if (made.status === 0) {
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', list];
    const installed = spawnSync(interpreter, pip, { encoding: 'utf8', timeout: 300_000 });
    if (installed.status === 0) {
      writeFileSync(mark, wanted);
      return { interpreter };
    }
  }
  // Without the package index, the system may have the very versions.
  const names = wanted.split('\n').filter((line) => /^\w/.test(line));
  const check = `import importlib.metadata as m, sys\nfor line in ${JSON.stringify(names)}:\n  name, _, version = line.partition('==')\n  assert m.version(name.split('[')[0]) == version.strip(), name`;
  const system = spawnSync('python3', ['-c', check], { encoding: 'utf8' });
  return system.status === 0 ? { interpreter: 'python3' } : `no Python packages (${packages})`;
}

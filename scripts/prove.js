// Installs what the proofs need, once, and runs them. They have a workspace of their own, so that the tool's stays light.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const proofs = join(root, 'proofs');
const lock = join(proofs, 'package-lock.json');
const installed = join(proofs, 'node_modules/.installed-lock.json');
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

const run = (command, args, cwd) => {
  const { status, error } = spawnSync(command, args, { cwd, stdio: 'inherit', shell: process.platform === 'win32' });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
};

if (!existsSync(installed) || readFileSync(installed, 'utf8') !== readFileSync(lock, 'utf8')) {
  run(npm, ['ci', '--ignore-scripts'], proofs);
  copyFileSync(lock, installed);
}
if (!existsSync(join(root, 'dist/src/cli/main.js'))) run(npm, ['run', 'build'], root);
run(process.execPath, ['--import', 'tsx', 'harness/run.ts', ...process.argv.slice(2)], proofs);

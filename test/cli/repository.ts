import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { Report } from '../../src/model/report.ts';

/** The command as the package ships it. */
export const bin = join(dirname(fileURLToPath(import.meta.url)), '../../bin/unstale.js');

/** What a run of the command left behind. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a run differs from the usual. */
export interface RunOptions {
  /** Relative to the repository. */
  readonly folder?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** A folder with files, thrown away after the test. */
export interface Repository {
  readonly root: string;
  write(files: Readonly<Record<string, string | Uint8Array>>): void;
  text(path: string): string;
  bytes(path: string): Buffer;
  git(...args: string[]): string;
  commit(): void;
  run(args: readonly string[], options?: RunOptions): Outcome;
  /** The report of `check --format json`. */
  report(...args: string[]): Report;
  /** All files but git's own, sorted. */
  files(): string[];
}

const gitEnvironment = {
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: 'Ann',
  GIT_AUTHOR_EMAIL: 'ann@example.org',
  GIT_COMMITTER_NAME: 'Ann',
  GIT_COMMITTER_EMAIL: 'ann@example.org',
};

/** A git repository in which some files have been committed. */
export function repositoryOf(files: Readonly<Record<string, string | Uint8Array>>): Repository {
  const repository = folderOf(files);
  repository.git('init', '--quiet');
  repository.commit();
  return repository;
}

/** A folder outside of version control. */
export function folderOf(files: Readonly<Record<string, string | Uint8Array>>): Repository {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'unstale-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: gitEnvironment });
  const run = (args: readonly string[], { folder = '', env }: RunOptions = {}): Outcome => {
    const { NO_COLOR, FORCE_COLOR, ...inherited } = process.env;
    const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
      cwd: join(root, folder),
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      env: { ...inherited, ...env },
    });
    return { code: status, stdout, stderr };
  };
  const repository: Repository = {
    root,
    write(texts) {
      for (const [path, text] of Object.entries(texts)) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), text);
      }
    },
    text: (path) => readFileSync(join(root, path), 'utf8'),
    bytes: (path) => readFileSync(join(root, path)),
    git,
    commit() {
      git('add', '--all');
      git('commit', '--quiet', '--allow-empty', '--message', 'A state to go back to');
    },
    run,
    report: (...args) => JSON.parse(run(['check', '--format', 'json', ...args]).stdout) as Report,
    files: () =>
      readdirSync(root, { recursive: true, encoding: 'utf8', withFileTypes: true })
        .filter((entry) => !entry.isDirectory())
        .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
        .filter((path) => !path.startsWith('.git/'))
        .sort(),
  };
  repository.write(files);
  return repository;
}

/** A Python module with one finding, whose rewrite is safe. */
export const lateOrder = `from django.db import transaction


def close_orders(orders):
    with transaction.atomic():
        for order in orders:
            order.close()
            transaction.on_commit(lambda: send_receipt(order.pk))
`;

/** The same after `migrate`. */
export const boundOrder = lateOrder.replace('lambda:', 'lambda order=order:');

/** A Python module that names a hook and has nothing wrong. */
export const harmless = lateOrder.replace('lambda: send_receipt(order.pk)', 'order.send_receipt');

/** A JavaScript module with one finding, whose rewrite is safe. */
export const lateOrderJs = `import { sequelize } from './db.js';

export async function closeOrders(orders) {
  await sequelize.transaction(async (t) => {
    for (var order of orders) {
      t.afterCommit(() => send(order.id));
    }
  });
}
`;

/** Where {@link lateOrderJs} gets its database from. */
export const databaseJs = `import { Sequelize } from 'sequelize';

export const sequelize = new Sequelize('sqlite::memory:');
`;

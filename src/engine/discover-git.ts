import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { UsageError } from '../model/errors.ts';

/** A path below a folder, and what git knows it to be without a look at the disk. */
export interface Listed {
  /** Relative to the folder that was listed, with forward slashes. */
  readonly path: string;
  readonly kind: 'file' | 'link' | 'repository' | 'untracked';
}

/**
 * What git tracks or would track below a folder. Repositories within the repository are named, not entered.
 * @returns undefined where git knows nothing of the folder, or nothing below it.
 */
export function listedByGit(root: string, folder: string): readonly Listed[] | undefined {
  const listed = git(root, [...literal, 'ls-files', '-z', '-s', '-c', '-o', '--exclude-standard', '--', folder || '.']);
  if (!listed) return undefined;
  return partsOf(listed).map((entry): Listed => {
    const [, mode, path] = /^(\d{6}) [0-9a-f]+ \d\t(.*)$/s.exec(entry) ?? [];
    if (path === undefined) return { path: entry, kind: entry.endsWith('/') ? 'repository' : 'untracked' };
    return { path, kind: mode === '120000' ? 'link' : mode === '160000' ? 'repository' : 'file' };
  });
}

/**
 * The files that differ from a commit, or that git does not know yet.
 * @returns paths relative to the root.
 * @throws UsageError `unknown-ref` where git does not know the commit.
 */
export function changedSince(root: string, ref: string): ReadonlySet<string> {
  if (git(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]) === undefined) {
    throw new UsageError('unknown-ref', ref);
  }
  const differing = git(root, [
    'diff',
    '--name-only',
    '-z',
    '--relative',
    '--no-renames',
    '--end-of-options',
    ref,
    '--',
  ]);
  const untracked = git(root, ['ls-files', '-z', '-o', '--exclude-standard']);
  if (differing === undefined || untracked === undefined) throw new Error(`git could not compare with ${ref}`);
  return new Set([...partsOf(differing), ...partsOf(untracked)]);
}

/** The way from the top of the work tree down to a folder, with a slash at its end; empty at the top, and without git. */
export function folderInWorkTree(folder: string): string {
  return git(folder, ['rev-parse', '--show-prefix'])?.replace(/\n$/, '') ?? '';
}

/** Files without a way back. */
export interface Uncommitted {
  /** In no repository. */
  readonly unversioned: readonly string[];
  /** With changes that are not committed, or not tracked at all, be it that git ignores them. */
  readonly dirty: readonly string[];
}

/**
 * Which of some files git could not bring back.
 * @param files by the path to be named, each with its real place on the disk.
 */
export function uncommittedOf(files: ReadonlyMap<string, string>): Uncommitted {
  const trees = new Map<string | undefined, [path: string, inTree: string][]>();
  for (const [path, real] of files) {
    const tree = workTreeOf(dirname(real));
    const inTree = tree === undefined ? '' : relative(tree, real).split(sep).join('/');
    trees.set(tree, [...(trees.get(tree) ?? []), [path, inTree]]);
  }
  const unversioned: string[] = [];
  const dirty: string[] = [];
  for (const [tree, members] of trees) {
    if (tree === undefined || git(tree, ['rev-parse', '--show-toplevel']) === undefined) {
      unversioned.push(...members.map(([path]) => path));
      continue;
    }
    const clean = cleanIn(
      tree,
      members.map(([, inTree]) => inTree),
    );
    dirty.push(...members.filter(([, inTree]) => !clean.has(inTree)).map(([path]) => path));
  }
  return { unversioned, dirty };
}

/** The nearest folder upwards that holds a repository: a submodule is a work tree of its own. */
export function workTreeOf(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return undefined;
  }
}

/** Tracked, and as committed, and not hidden from git's own comparison (`assume-unchanged`, `skip-worktree`). */
function cleanIn(tree: string, paths: readonly string[]): ReadonlySet<string> {
  const clean = new Set<string>();
  for (let at = 0; at < paths.length; at += 200) {
    const some = paths.slice(at, at + 200);
    const tracked = git(tree, [...literal, 'ls-files', '-z', '-v', '-c', '--', ...some]);
    const changed = git(tree, [
      ...literal,
      'status',
      '--porcelain=v1',
      '-z',
      '--no-renames',
      '--untracked-files=no',
      '--',
      ...some,
    ]);
    if (tracked === undefined || changed === undefined) continue;
    for (const entry of partsOf(tracked)) if (entry.startsWith('H ')) clean.add(entry.slice(2));
    for (const entry of partsOf(changed)) clean.delete(entry.slice(3));
  }
  return clean;
}

const literal = ['--literal-pathspecs'];

const partsOf = (printed: string): string[] => printed.split('\0').filter(Boolean);

/** What git prints, or undefined where it fails or is not there. */
function git(folder: string, args: readonly string[]): string | undefined {
  // A hook runs with these set, relative to a folder that need not be this one.
  const { GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE, GIT_PREFIX, ...env } = process.env;
  try {
    return execFileSync('git', args, {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 1 << 30,
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...env, GIT_OPTIONAL_LOCKS: '0' },
    });
  } catch {
    return undefined;
  }
}

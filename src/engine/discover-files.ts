import { lstatSync, realpathSync, type Stats, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { UsageError } from '../model/errors.ts';
import type { Unanalysed } from '../model/report.ts';
import { walkFolder } from './discover-folders.ts';
import { changedSince, listedByGit, workTreeOf } from './discover-git.ts';
import { isMinified } from './discover-minified.ts';

/** What a run looks at. */
export interface Discovered {
  /** Relative to the root, with forward slashes, sorted, each file once. */
  readonly paths: readonly string[];
  /** Links that lead out of the root, never followed, and folders that cannot be read. */
  readonly unanalysed: readonly Unanalysed[];
}

/** Which files a run is about. */
export interface DiscoverOptions {
  /** File endings with their dot, in lower case. */
  readonly extensions: ReadonlySet<string>;
  /** Only files that differ from this commit, or that git does not know yet. */
  readonly since?: string;
  /** Whether a path takes part; files named on the command line always do. */
  readonly includes: (path: string) => boolean;
}

/** Folders that hold other people's code or build products, whatever .gitignore says. */
const foreignFolders = new Set([
  'node_modules',
  'bower_components',
  'jspm_packages',
  '.git',
  '.hg',
  '.svn',
  '.yarn',
  '.venv',
  'site-packages',
  '__pycache__',
  '.tox',
  '.nox',
  '.next',
  '.nuxt',
  'vendored',
  'third_party',
  'third-party',
]);

const generated = /[.-](?:min|bundle)\.[cm]?js$/;

/**
 * Lists the files of a run: those that git tracks or would track, else those that no .gitignore excludes. A repository
 * within the repository (a submodule, say) is entered only when it is named.
 * @param root absolute path of the current folder.
 * @param named the paths of the command line, absolute or relative to the root; empty means the root itself.
 * @throws UsageError where a named path does not exist or lies outside of the root, or git does not know `since`.
 */
export function discoverFiles(root: string, named: readonly string[], options: DiscoverOptions): Discovered {
  const realRoot = realpathSync.native(root);
  const found = foundBelow(root, realRoot, named, options);
  const changed = options.since === undefined ? undefined : changedSince(root, options.since);
  const paths: string[] = [];
  const links = new Map<string, string>();
  const unanalysed: Unanalysed[] = found.unreadable.map((folder): Unanalysed => ({ ...folder, reason: 'unreadable' }));
  for (const path of [...found.paths].sort(byCodeUnit)) {
    if (changed && !changed.has(path)) continue;
    const target = join(root, path);
    const stats = found.outside.has(path) ? undefined : linkStatsOf(target);
    if (stats?.isSymbolicLink() || found.outside.has(path)) {
      const real = realPathOf(target);
      const isSource = found.outside.has(path) || hasEnding(path, options.extensions);
      if (real === undefined || !(isSource || statsOf(real)?.isDirectory())) continue;
      if (!isWithin(realRoot, real)) {
        unanalysed.push({
          path,
          reason: 'symlink-out-of-root',
          detail: 'the link leads out of the folder; not followed',
        });
        continue;
      }
      // Where its target is part of the run already, or another link leads there too, once is enough.
      const inRoot = slashed(relative(realRoot, real));
      if (isSource && statsOf(real)?.isFile() && !found.paths.has(inRoot) && !links.has(inRoot))
        links.set(inRoot, path);
    } else if (found.explicit.has(path)) {
      paths.push(path);
    } else if (stats && !stats.isDirectory() && hasEnding(path, options.extensions)) {
      // git lists a tracked file that has been deleted, too.
      if (!isMinified(target, stats.size)) paths.push(path);
    }
  }
  return { paths: [...paths, ...links.values()].sort(byCodeUnit), unanalysed };
}

interface Found {
  /** Files that take part, and links that have to be looked at. */
  readonly paths: ReadonlySet<string>;
  /** Named one by one: whatever they are called, they take part. */
  readonly explicit: ReadonlySet<string>;
  /** Named, and behind a link out of the root. */
  readonly outside: ReadonlySet<string>;
  readonly unreadable: readonly { readonly path: string; readonly detail: string }[];
}

function foundBelow(
  root: string,
  realRoot: string,
  named: readonly string[],
  { extensions, includes }: DiscoverOptions,
): Found {
  const paths = new Set<string>();
  const explicit = new Set<string>();
  const outside = new Set<string>();
  const unreadable: { path: string; detail: string }[] = [];
  for (const name of named.length ? named : ['.']) {
    const target = resolve(root, name);
    const real = name === '' ? undefined : realPathOf(target);
    if (real === undefined) throw new UsageError('no-such-path', name === '' ? '""' : name);
    if (!isWithin(realRoot, real)) {
      if (!isWithin(root, target)) throw new UsageError('outside-root', name);
      outside.add(slashed(relative(root, target)));
      continue;
    }
    const path = slashed(relative(realRoot, real));
    if (!statsOf(real)?.isDirectory()) {
      explicit.add(path);
      continue;
    }
    const listed = entriesBelow(realRoot, path);
    unreadable.push(...listed.unreadable);
    const takesPart = (file: string) => !isForeign(file.slice(path.length)) && includes(file);
    for (const file of listed.files) if (hasEnding(file, extensions) && takesPart(file)) paths.add(file);
    for (const link of listed.links) if (takesPart(link)) paths.add(link);
  }
  for (const path of [...explicit, ...outside]) paths.add(path);
  return { paths, explicit, outside, unreadable };
}

function entriesBelow(root: string, folder: string) {
  const start = join(root, folder);
  // A repository within the repository is listed by its own git.
  const [at, prefix] = workTreeOf(start) === workTreeOf(root) ? [root, ''] : [start, `${folder}/`];
  const listed = listedByGit(at, at === root ? folder : '');
  // A folder that git ignores lists nothing; naming it on the command line is asking for it.
  if (!listed) return walkFolder(root, folder, (name) => foreignFolders.has(name));
  const files: string[] = [];
  const links: string[] = [];
  for (const { path, kind } of listed) {
    if (kind === 'repository') continue;
    const isLink = kind === 'link' || (kind === 'untracked' && linkStatsOf(join(at, path))?.isSymbolicLink());
    (isLink ? links : files).push(prefix + path);
  }
  return { files, links, unreadable: [] };
}

const hasEnding = (path: string, extensions: ReadonlySet<string>): boolean => {
  const dot = path.lastIndexOf('.');
  return dot > path.lastIndexOf('/') && extensions.has(path.slice(dot).toLowerCase());
};

const isForeign = (path: string): boolean =>
  generated.test(path) || path.split('/').some((part) => foreignFolders.has(part));

const isWithin = (folder: string, path: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const slashed = (path: string): string => (sep === '/' ? path : path.split(sep).join('/'));

const linkStatsOf = (path: string): Stats | undefined => {
  try {
    return lstatSync(path);
  } catch {
    return undefined;
  }
};

const statsOf = (path: string): Stats | undefined => {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
};

const realPathOf = (path: string): string | undefined => {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
};

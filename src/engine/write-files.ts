import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { UsageError } from '../model/errors.ts';
import type { Output } from './settle.ts';
import { syncFolder } from './write-folder.ts';
import { type Journal, openJournal } from './write-journal.ts';

/** A file that was left as it was, and why. */
export interface NotWritten {
  readonly path: string;
  readonly reason: string;
}

/** What became of the outputs. */
export interface Written {
  readonly written: readonly string[];
  readonly notWritten: readonly NotWritten[];
}

/** The system calls that can fail half-way; a test replaces them. */
export interface Disk {
  readonly writeTemporary: (path: string, text: string, like: Stats) => void;
  readonly rename: (from: string, to: string) => void;
}

/**
 * Replaces files. The files of one group are all prepared before the first of them is replaced, so that whatever can
 * fail (a full disk, a file that may not be written, a file that changed since it was read) fails while every file
 * of the group is still as it was. Each file is replaced by a rename: whoever reads it sees the old text or the new one.
 * What a kill between two renames of a group leaves, the journal lets the next run undo.
 * @param root absolute path.
 * @param groups files that change together or not at all.
 */
export function writeFiles(root: string, groups: readonly (readonly Output[])[], disk: Disk = realDisk): Written {
  const written: string[] = [];
  const notWritten: NotWritten[] = [];
  if (groups.length === 0) return { written, notWritten };
  let journal: Journal;
  try {
    journal = openJournal(root, groups, (path) => targetOf(root, path));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    return { written, notWritten: groups.flat().map(({ path }) => ({ path, reason: reasonOf(error) })) };
  }
  for (const group of groups) {
    journal.tick();
    const failure = writeGroup(root, group, disk, journal);
    if (failure === undefined) written.push(...group.map(({ path }) => path));
    else {
      for (const { path } of group) {
        notWritten.push({
          path,
          reason:
            path === failure.path
              ? failure.reason
              : `left as it was, because ${failure.path} could not be written: ${failure.reason}`,
        });
      }
    }
  }
  journal.close();
  return { written, notWritten };
}

interface Prepared {
  readonly path: string;
  readonly target: string;
  readonly stats: Stats;
  readonly temporary: string;
  /** A second name of the file as it was; none where a single file is replaced. */
  readonly original: string | undefined;
}

function writeGroup(root: string, group: readonly Output[], disk: Disk, journal: Journal): NotWritten | undefined {
  const temporaries: string[] = [];
  const replaced: Prepared[] = [];
  let path = '';
  try {
    const prepared = group.map((output): Prepared => {
      path = output.path;
      const { target, stats } = replaceable(root, output);
      const { temporary, original: second } = journal.namesBeside(target, output);
      temporaries.push(temporary, second);
      disk.writeTemporary(temporary, output.after, stats);
      const original = group.length > 1 ? second : undefined;
      if (original !== undefined) keepOriginal(target, original, output.before, stats, disk);
      return { path, target, stats, temporary, original };
    });
    for (const file of prepared) {
      path = file.path;
      // The files of a large group take a while to prepare.
      if (!isStill(file.target, file.stats)) throw new Error(changed);
      disk.rename(file.temporary, file.target);
      replaced.push(file);
    }
    for (const folder of new Set(prepared.map(({ target }) => dirname(target)))) syncFolder(folder);
    return undefined;
  } catch (error) {
    const stuck = replaced.reverse().filter(({ original, target }) => !isPutBack(original, target, disk));
    for (const { original } of stuck) temporaries.splice(temporaries.indexOf(original ?? ''), 1);
    const lost = stuck.map((file) => `; ${file.path} could not be put back, its former text is in ${file.original}`);
    return { path, reason: reasonOf(error) + lost.join('') };
  } finally {
    for (const temporary of temporaries) rmSync(temporary, { force: true });
  }
}

const changed = 'the file has changed since it was read';

/** A link inside the root is kept, and the file that it names is replaced. */
function targetOf(root: string, path: string): string {
  try {
    return realpathSync(join(root, path));
  } catch {
    return join(root, path);
  }
}

/** @throws where a file must be left as it is. */
function replaceable(root: string, { path, before }: Output): { target: string; stats: Stats } {
  const target = realpathSync(join(root, path));
  if (relative(realpathSync(root), target).split(sep)[0] === '..') throw new Error('a link leads out of the folder');
  const stats = statSync(target);
  // The superuser may write anything, so the mode bits decide, not a call to access().
  if ((stats.mode & 0o222) === 0) throw new Error('the file is read-only');
  if (readFileSync(target, 'utf8') !== before) throw new Error(changed);
  return { target, stats };
}

const isStill = (path: string, { ino, size, mtimeMs }: Stats): boolean => {
  const now = statSync(path);
  return now.ino === ino && now.size === size && now.mtimeMs === mtimeMs;
};

/** A second name needs no room on the disk; where the file system knows none, a copy has to do. */
function keepOriginal(target: string, original: string, before: string, stats: Stats, disk: Disk): void {
  try {
    linkSync(target, original);
  } catch {
    disk.writeTemporary(original, before, stats);
  }
}

function isPutBack(original: string | undefined, target: string, disk: Disk): boolean {
  try {
    if (original !== undefined) disk.rename(original, target);
    return original !== undefined;
  } catch {
    return false;
  }
}

const realDisk: Disk = {
  writeTemporary(path, text, { mode, uid, gid }) {
    const bytes = Buffer.from(text, 'utf8');
    const file = openSync(path, 'wx', 0o600);
    try {
      for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
      keepOwner(file, uid, gid);
      fchmodSync(file, mode & 0o7777);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  },
  rename: renameSync,
};

/** Matters to a superuser alone; others may not give files away, and have no need to. */
function keepOwner(file: number, uid: number, gid: number): void {
  try {
    fchownSync(file, uid, gid);
  } catch {
    // A file of another group than its writer's becomes the writer's, as with any editor.
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EFBIG: 'the file would be larger than the system allows',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOENT: 'the file has gone',
};

const reasonOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
};

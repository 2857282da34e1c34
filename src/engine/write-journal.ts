import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from '../model/errors.ts';
import type { Output } from './settle.ts';
import { syncFolder } from './write-folder.ts';

/** What a run says on disk before it replaces the first file, so that the next one can undo a run that was killed. */
export interface Journal {
  /** The names beside a file for its new text, and for its former one while the files of its group are replaced. */
  namesBeside(target: string, output: Output): { readonly temporary: string; readonly original: string };
  /** Says that the run is still going. */
  tick(): void;
  /** Says that it is over. */
  close(): void;
}

/** What became of the files of a run that was killed. */
export interface Recovered {
  /** Files that have their former text again. */
  readonly putBack: readonly string[];
  /** Files of a half-written group that somebody has edited since, and where their former text is. */
  readonly leftAlone: readonly { readonly path: string; readonly original: string }[];
}

const journalName = '.unstale-journal.json';

interface Entry {
  readonly path: string;
  readonly target: string;
  readonly before: string;
  readonly after: string;
}

interface Written {
  readonly pid: number;
  readonly token: string;
  readonly groups: readonly (readonly Entry[])[];
}

/**
 * @param targetOf the file that a path names, links followed.
 * @throws {UsageError} where another run is writing below the same root, or was killed while it was.
 */
export function openJournal(
  root: string,
  groups: readonly (readonly Output[])[],
  targetOf: (path: string) => string,
): Journal {
  const path = join(root, journalName);
  const token = randomBytes(8).toString('hex');
  const entries = groups.map((group) =>
    group.map((output): Entry => {
      const { path, before, after } = output;
      return { path, target: targetOf(path), before: digest(before), after: digest(after) };
    }),
  );
  const text = JSON.stringify({ pid: process.pid, token, groups: entries } satisfies Written);
  let file: number;
  try {
    file = openSync(path, 'wx', 0o600);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') refuseBeside(root);
    throw error;
  }
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  syncFolder(root);
  return {
    namesBeside: (target, { path: name }) => namesOf(token, target, name),
    tick: () => utimesSync(path, new Date(), new Date()),
    close: () => rmSync(path, { force: true }),
  };
}

/** @throws {UsageError} where a run below this root was killed while it wrote, or is writing. */
export function refuseBeside(root: string): void {
  const path = join(root, journalName);
  if (!existsSync(path)) return;
  throw isGoing(path, readJournal(path))
    ? new UsageError('run-under-way', journalName)
    : new UsageError('run-interrupted', journalName);
}

/**
 * Undoes what a killed run left: the files of a group that was half replaced get their former texts back, and
 * temporary files go.
 * @param root absolute path.
 * @returns undefined where no run was killed.
 * @throws {UsageError} where a run is writing at this moment.
 */
export function recover(root: string): Recovered | undefined {
  const path = join(root, journalName);
  if (!existsSync(path)) return undefined;
  const journal = readJournal(path);
  if (isGoing(path, journal)) throw new UsageError('run-under-way', journalName);
  const putBack: string[] = [];
  const leftAlone: Recovered['leftAlone'][number][] = [];
  for (const group of journal?.groups ?? []) {
    const files = group.map((entry) => ({
      ...entry,
      ...namesOf(journal?.token ?? '', entry.target, entry.path),
      now: digestOf(entry.target),
    }));
    const replaced = files.filter(({ now, after }) => now === after);
    const isHalf = replaced.length > 0 && replaced.length < files.length;
    // What was edited since is neither old nor new: its owner decides.
    const isEdited = isHalf && files.some(({ now, before, after }) => now !== before && now !== after);
    for (const { path: name, target, original, temporary } of replaced) {
      rmSync(temporary, { force: true });
      if (!isHalf || !existsSync(original)) continue;
      if (isEdited) leftAlone.push({ path: name, original });
      else {
        renameSync(original, target);
        putBack.push(name);
      }
    }
    for (const { temporary, original } of files) {
      rmSync(temporary, { force: true });
      if (!leftAlone.some((left) => left.original === original)) rmSync(original, { force: true });
    }
  }
  rmSync(path, { force: true });
  return { putBack, leftAlone };
}

/** A journal that was itself cut short was written before any file was touched. */
function readJournal(path: string): Written | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Written;
  } catch {
    return undefined;
  }
}

/** Another process may have got the number of one that is gone, so a run also has to have ticked of late. */
function isGoing(path: string, journal: Written | undefined): boolean {
  if (journal === undefined || Date.now() - statSync(path).mtimeMs > 60_000) return false;
  try {
    process.kill(journal.pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

const namesOf = (token: string, target: string, path: string) => {
  const name = join(dirname(target), `.unstale-${token}-${digest(path).slice(0, 12)}`);
  return { temporary: `${name}.new`, original: `${name}.old` };
};

const digest = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');

function digestOf(path: string): string | undefined {
  try {
    return digest(readFileSync(path));
  } catch {
    return undefined;
  }
}

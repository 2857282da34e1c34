import { isUtf8 } from 'node:buffer';
import { closeSync, constants, existsSync, fstatSync, openSync, readdirSync, readSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Project, UnanalysedReason } from '../model/source.ts';

/** A file's text, or why there is none. */
export type ReadText = { readonly text: string } | { readonly reason: UnanalysedReason; readonly detail: string };

/** The files under the root, as {@link Project}, and what the engine needs besides. */
export interface Texts extends Project {
  /**
   * Reads one file.
   * @param passes a test of its bytes; a file that fails it comes back as undefined and is never decoded.
   */
  readIf(path: string, passes: (bytes: Buffer) => boolean): ReadText | undefined;
}

/** A file larger than this is named and not analysed. */
export const largestFile = 5 * 1024 * 1024;

/** The project around the files of a run. */
export interface Surroundings {
  /** Lists every file of the project that a language here reads; asked for at most once. */
  readonly listAll: () => readonly string[];
  readonly mayEdit: (path: string) => boolean;
}

/**
 * Opens the files under a root for reading. Small files that imports lead to are kept, within a bound.
 * @param root absolute path.
 */
export function openTexts(
  root: string,
  { listAll, mayEdit }: Surroundings = { listAll: () => [], mayEdit: () => true },
): Texts {
  // One buffer for all files: reading synchronously into it is four times as fast as a promise for each.
  let buffer = Buffer.allocUnsafe(1 << 20);
  const kept = new Map<string, string | undefined>();
  const holders = new Map<string, readonly string[]>();
  const listed = new Map<string, readonly string[]>();
  let all: readonly string[] | undefined;

  const realRoot = realpathSync.native(root);
  /** An import may lead to a link, and that out of the root. */
  const isInRoot = (path: string): boolean => {
    if (path === '') return true;
    // Configurations are asked for in each folder, and most are not there: an error thrown for each takes its time.
    if (!existsSync(join(root, path))) return false;
    try {
      return realpathSync.native(join(root, path)).startsWith(realRoot.endsWith(sep) ? realRoot : realRoot + sep);
    } catch {
      return false;
    }
  };

  const readIf = (path: string, passes: (bytes: Buffer) => boolean): ReadText | undefined => {
    let file: number | undefined;
    try {
      file = openSync(join(root, path), flags);
      const stats = fstatSync(file);
      if (!stats.isFile()) return { reason: 'unreadable', detail: 'not a regular file' };
      if (stats.size > largestFile) {
        return { reason: 'too-large', detail: `${stats.size} bytes; the limit is ${largestFile}` };
      }
      if (buffer.length < stats.size) buffer = Buffer.allocUnsafe(stats.size);
      let size = 0;
      for (let count = -1; size < stats.size && count !== 0; size += count) {
        count = readSync(file, buffer, size, stats.size - size, null);
      }
      const bytes = buffer.subarray(0, size);
      if (isUtf16(bytes)) return { reason: 'not-utf-8', detail: 'UTF-16' };
      if (!passes(bytes)) return undefined;
      if (!isUtf8(bytes)) return { reason: 'not-utf-8', detail: 'some bytes are not UTF-8' };
      // A byte order mark stays, as with TextDecoder it would not: offsets must count it.
      return { text: bytes.toString('utf8') };
    } catch (error) {
      return {
        reason: 'unreadable',
        detail: error instanceof Error ? error.message.replace(/, \w+ '.*'$/s, '') : String(error),
      };
    } finally {
      if (file !== undefined) closeSync(file);
    }
  };

  return {
    readIf,
    mayEdit,
    mentioning(word) {
      const known = holders.get(word);
      if (known) return known;
      all ??= listAll();
      const found = all.filter((path) => readIf(path, (bytes) => bytes.includes(word)) !== undefined).sort();
      holders.set(word, found);
      return found;
    },
    list(folder) {
      const before = listed.get(folder);
      if (before) return before;
      const found = isInRoot(folder) ? entriesOf(root, folder) : [];
      listed.set(folder, found);
      return found;
    },
    read(path) {
      if (!kept.has(path)) {
        if (kept.size >= 2000) kept.clear();
        const result = isInRoot(path) ? readIf(path, () => true) : undefined;
        kept.set(path, result && 'text' in result ? result.text : undefined);
      }
      return kept.get(path);
    },
  };
}

function entriesOf(root: string, folder: string): string[] {
  try {
    return readdirSync(join(root, folder), { withFileTypes: true })
      .flatMap((entry) => (entry.isDirectory() ? `${folder}${entry.name}/` : entry.isFile() ? folder + entry.name : []))
      .sort();
  } catch {
    return [];
  }
}

/** A named pipe must not hold up the run until someone writes to it. */
const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** By its mark, or by the zero beside each ASCII character. */
function isUtf16(bytes: Buffer): boolean {
  const start = [...bytes.subarray(0, 4)].map((byte) => (byte === 0 ? '0' : 'x')).join('');
  const mark = bytes.subarray(0, 2).toString('hex');
  return mark === 'fffe' || mark === 'feff' || start === 'x0x0' || start === '0x0x';
}

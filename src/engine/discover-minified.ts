import { closeSync, openSync, readSync } from 'node:fs';

/** As much of a file is looked at; a smaller file is never taken for a minified one. */
const headSize = 64 * 1024;

/** Hand-written files of that size come nowhere near this many bytes a line; what a minifier writes has thousands. */
const longestMeanLine = 500;

/**
 * Whether a JavaScript file is the product of a minifier, by the length of its lines: nobody edits it, and it is costly to
 * analyse. (GitHub's linguist calls a file minified by the same measure, from 110 characters a line.)
 * @param path absolute.
 * @param size of the file, in bytes.
 */
export function isMinified(path: string, size: number): boolean {
  if (size < headSize || !/\.[cm]?js$/i.test(path)) return false;
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const head = Buffer.allocUnsafe(headSize);
    const read = readSync(file, head, 0, headSize, 0);
    let lines = 1;
    for (let at = head.indexOf(10); at >= 0 && at < read; at = head.indexOf(10, at + 1)) lines += 1;
    return read / lines > longestMeanLine;
  } catch {
    // Whoever reads it next says why it cannot be read.
    return false;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

import { structuredPatch } from 'diff';
import pico from 'picocolors';

/** A file before and after; both texts whole, byte order marks included. */
export interface Change {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/**
 * One file's change as `git diff` prints it; empty where nothing changes. Lines end with `\n` alone, as for git, so that
 * carriage returns and byte order marks are part of them and come through.
 * @param folder the folder of the run inside the work tree, with a slash at its end; empty for its root. git takes the
 * names in such a patch from the root of the work tree, wherever `git apply` is run.
 */
export function patchOf({ path, before, after }: Change, colours = false, folder = ''): string {
  if (before === after) return '';
  const { bold, cyan, green, red } = pico.createColors(colours);
  const [old, fresh] = [`a/${folder}${path}`, `b/${folder}${path}`];
  // After a name with a space git wants a tab, or it looks for a date in it.
  const end = /\s/.test(path + folder) && quoted(old) === old ? '\t' : '';
  const lines = [
    bold(`diff --git ${quoted(old)} ${quoted(fresh)}`),
    bold(`--- ${quoted(old)}${end}`),
    bold(`+++ ${quoted(fresh)}${end}`),
  ];
  for (const hunk of structuredPatch(old, fresh, before, after, undefined, undefined, { context: 3 }).hunks) {
    lines.push(cyan(`@@ -${range(hunk.oldStart, hunk.oldLines)} +${range(hunk.newStart, hunk.newLines)} @@`));
    for (const line of hunk.lines)
      lines.push(line.startsWith('+') ? green(line) : line.startsWith('-') ? red(line) : line);
  }
  return `${lines.join('\n')}\n`;
}

/** The place of an empty range is the line before it. */
const range = (start: number, lines: number): string =>
  `${lines === 0 ? start - 1 : start}${lines === 1 ? '' : `,${lines}`}`;

/** A name as git quotes it by default (`core.quotePath`): C escapes, and the bytes of what is not ASCII in octal. */
function quoted(name: string): string {
  if (!/[^\x20-\x7e]|["\\]/.test(name)) return name;
  let result = '';
  for (const byte of Buffer.from(name, 'utf8')) {
    const character = String.fromCharCode(byte);
    result +=
      escapes[character] ?? (byte >= 0x20 && byte <= 0x7e ? character : `\\${byte.toString(8).padStart(3, '0')}`);
  }
  return `"${result}"`;
}

const escapes: Readonly<Record<string, string>> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
};

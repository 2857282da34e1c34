/** The line end that a file uses. */
export function newlineOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** What a file indents by. */
export function unitOf(text: string): string {
  if (/^\t/m.test(text)) return '\t';
  return /^( {2}| {4}| {8})\S/m.exec(text)?.[1] ?? '    ';
}

export function lineStartOf(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** What stands before an offset on its line; undefined where it is more than white space. */
export function indentOf(text: string, offset: number): string | undefined {
  const before = text.slice(lineStartOf(text, offset), offset).replace(/^\uFEFF/, '');
  return /^[ \t]*$/.test(before) ? before : undefined;
}

/** Whether nothing but a comment follows on the line. */
export function endsLine(text: string, offset: number): boolean {
  return /^[ \t]*(?:#[^\r\n]*)?(?:\r?\n|$)/.test(text.slice(offset));
}

/**
 * The end of the last line above that is not blank; comments directly above a line belong to it.
 * @param lineStart where a line begins.
 * @returns undefined where there is none.
 */
export function lineEndBefore(text: string, lineStart: number): number | undefined {
  let isOver = false;
  for (let at = lineStart; at > 0; ) {
    const start = lineStartOf(text, at - 1);
    const line = text.slice(start, at).replace(/\r?\n$/, '');
    const isComment = /^#/.test(line);
    if (line.replace(/^\uFEFF/, '').trim() === '') {
      isOver = true;
    } else if (isOver || !isComment) return start + line.length;
    at = start;
  }
  return undefined;
}

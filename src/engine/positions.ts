/** A line and a column, both from 1; the column in UTF-16 units. */
interface Position {
  readonly line: number;
  readonly column: number;
}

/** Turns offsets of one text into lines and columns, and back. */
export interface Positions {
  /** @param offset in UTF-16 units, a leading byte order mark included. */
  at(offset: number): Position;
  /** The offset of a position; a column past the end of its line is the end of that line. */
  offsetOf(position: Position): number;
}

const lineEnd = /\r\n|\n|\r/g;

/**
 * Indexes the lines of a text. They end with `\n`, `\r\n` or a lone `\r`, as for Python, TypeScript and the editors
 * that speak the Language Server Protocol; git alone takes a lone `\r` for a character. A leading byte order mark has no
 * column: editors do not show it.
 */
export function positionsOf(text: string): Positions {
  const starts = [text.startsWith('\uFEFF') ? 1 : 0];
  const ends: number[] = [];
  for (const { index, 0: end } of text.matchAll(lineEnd)) {
    ends.push(index);
    starts.push(index + end.length);
  }
  ends.push(text.length);
  const lineAt = (offset: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return {
    at(offset) {
      const line = lineAt(offset);
      return { line: line + 1, column: Math.max(0, offset - (starts[line] ?? 0)) + 1 };
    },
    offsetOf({ line, column }) {
      const at = Math.min(Math.max(line, 1), starts.length) - 1;
      return Math.min((starts[at] ?? 0) + column - 1, ends[at] ?? 0);
    },
  };
}

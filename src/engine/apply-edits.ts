import type { Edit, Span } from '../model/source.ts';

/**
 * Replaces spans of a text, the last first. What lies outside of them is kept to the byte.
 * @param edits of one file, in any order, none overlapping another; of two insertions at one place the first stands first.
 * @throws RangeError where edits overlap or lie outside of the text.
 */
export function applyEdits(text: string, edits: readonly Pick<Edit, 'start' | 'end' | 'text'>[]): string {
  const ordered = edits
    .map((edit, at) => ({ ...edit, at }))
    .sort((a, b) => a.start - b.start || a.end - b.end || a.at - b.at);
  let result = '';
  let done = 0;
  for (const { start, end, text: replacement } of ordered) {
    if (start < done || end < start || end > text.length)
      throw new RangeError(`edit ${start}..${end} of ${text.length}`);
    result += text.slice(done, start) + replacement;
    done = end;
  }
  return result + text.slice(done);
}

/** Whether two edits cannot both be applied: they share text, or insert at the same place. */
export function overlap(a: Span, b: Span): boolean {
  return (
    (a.start < b.end && b.start < a.end) ||
    (a.start === b.start && (a.end === b.end || a.start === a.end || b.start === b.end))
  );
}

import type { PythonFile } from '../../../src/languages/python/file.ts';
import type { Leak } from './leaks.ts';
import type { ModuleVariable } from './variables.ts';

/**
 * Sorts leaks into groups that share a handler, in one go or through others: all of a group are cured, or none.
 * One that a comment suppresses is a group of its own: somebody has said that it is right.
 */
export function groupsOf(
  file: PythonFile,
  leaks: readonly Leak<ModuleVariable>[],
  transform: string,
): readonly (readonly Leak<ModuleVariable>[])[] {
  const groups: Leak<ModuleVariable>[][] = [];
  for (const leak of leaks) {
    if (isSuppressed(file, leak, transform)) {
      groups.push([leak]);
      continue;
    }
    const near = groups.filter((group) =>
      group.some(
        (one) => !isSuppressed(file, one, transform) && one.handlers.some((handler) => leak.handlers.includes(handler)),
      ),
    );
    for (const group of near) groups.splice(groups.indexOf(group), 1);
    groups.push([...near.flat(), leak]);
  }
  return groups;
}

/** By a comment behind the declaration, or on the line above. */
function isSuppressed({ text, comments }: PythonFile, { variable }: Leak<ModuleVariable>, transform: string): boolean {
  const { start, end } = variable.statement;
  return comments.some((comment) => {
    const words = text.slice(comment.start, comment.end);
    if (!words.includes('unstale-ignore') || !words.includes(transform)) return false;
    const isBehind = comment.start >= end && !text.slice(end, comment.start).includes('\n');
    const isAbove = comment.end <= start && /^\s*$/.test(text.slice(comment.end, start));
    return isBehind || isAbove;
  });
}

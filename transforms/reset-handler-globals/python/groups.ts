import type { PythonFile, PythonSite } from '../../../src/languages/python/file.ts';
import type { Span } from '../../../src/model/source.ts';
import type { Leak } from './leaks.ts';
import { type GatheredElsewhere, placeOf } from './other-modules.ts';
import type { ModuleVariable } from './variables.ts';

/** What is cured in one go, or not at all. */
export interface Group {
  readonly leaks: readonly Leak<ModuleVariable>[];
  readonly elsewhere: readonly GatheredElsewhere[];
}

/**
 * Sorts leaks, and what is gathered in other modules, into groups that share a handler, in one go or through others: all
 * of a group are cured, or none. One that a comment suppresses is a group of its own: somebody has said that it is right.
 */
export function groupsOf(
  file: PythonFile,
  leaks: readonly Leak<ModuleVariable>[],
  elsewhere: readonly GatheredElsewhere[],
  transform: string,
): readonly Group[] {
  const apart = leaks.filter(({ variable }) => isSuppressed(file, variable.statement, transform));
  let groups: (Group & { readonly handlers: readonly PythonSite[] })[] = [];
  const join = (one: Group, handlers: readonly PythonSite[]) => {
    const isNear = (group: (typeof groups)[number]) => group.handlers.some((handler) => handlers.includes(handler));
    const near = groups.filter(isNear);
    groups = groups.filter((group) => !near.includes(group));
    groups.push({
      leaks: [...near.flatMap((group) => group.leaks), ...one.leaks],
      elsewhere: [...near.flatMap((group) => group.elsewhere), ...one.elsewhere],
      handlers: [...near.flatMap((group) => group.handlers), ...handlers],
    });
  };
  for (const leak of leaks) if (!apart.includes(leak)) join({ leaks: [leak], elsewhere: [] }, leak.handlers);
  const isApart = (one: GatheredElsewhere) => {
    const [handler] = one.handlers;
    return handler !== undefined && isSuppressed(file, { start: handler.node.start, end: placeOf(one).end }, transform);
  };
  for (const one of elsewhere) if (!isApart(one)) join({ leaks: [], elsewhere: [one] }, one.handlers);
  return [
    ...groups,
    ...apart.map((leak) => ({ leaks: [leak], elsewhere: [] })),
    ...elsewhere.filter(isApart).map((one) => ({ leaks: [], elsewhere: [one] })),
  ];
}

/** By a comment behind what is found, or on the line above. */
export function isSuppressed({ text, comments }: PythonFile, { start, end }: Span, transform: string): boolean {
  return comments.some((comment) => {
    const words = text.slice(comment.start, comment.end);
    if (!words.includes('unstale-ignore') || !words.includes(transform)) return false;
    const isBehind = comment.start >= end && !text.slice(end, comment.start).includes('\n');
    const isAbove = comment.end <= start && /^\s*$/.test(text.slice(comment.end, start));
    return isBehind || isAbove;
  });
}

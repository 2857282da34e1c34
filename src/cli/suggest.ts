import { closestMatch } from 'leven';

/**
 * The end of a sentence about a name that is not known: `; did you mean "levels"?`, or nothing where no candidate is
 * near enough: a third of its letters may differ, two at least.
 */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const maxDistance = Math.max(2, Math.floor(word.length / 3));
  const match = closestMatch(word, candidates, { maxDistance });
  return match === undefined ? '' : `; did you mean "${match}"?`;
}

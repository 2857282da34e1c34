import type { PythonFile } from '../../../src/languages/python/file.ts';
import { accepted } from '../accepted.ts';
import type { Held } from './held.ts';

const lock = String.raw`\b(?:row )?(?:locks?|locking|select_for_update|with_for_update|for_update|for update)\b`;

const leftOut = new RegExp(
  [
    // `no lock here`, `read without a lock`, `do not use select_for_update`
    String.raw`\b(?:no|without|removed?|dropped|avoid\w*|don'?t|do not|never|instead of|not)\s[^.]{0,40}${lock}`,
    // `locking unnecessary`, `the lock was removed`, `locks are not needed`
    String.raw`${lock}(?: \w+){0,3} (?:unnecessary|unneeded|superfluous|removed|dropped|omitted|left out|not (?:be )?(?:needed|necessary|required|wanted))\b`,
  ].join('|'),
  'i',
);

/** Whether comments in the function that writes a row say that there is to be no lock, or that the race is accepted. */
export function isLeftOut(file: PythonFile, { callable }: Held): boolean {
  const comments = file.comments
    .filter((one) => one.start >= callable.start && one.end <= callable.end)
    .map((one) => file.text.slice(one.start + 1, one.end).trim());
  const words = comments.join(' ');
  return leftOut.test(words) || accepted.test(words);
}

import type { PythonFile } from '../../../src/languages/python/file.ts';
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

/** Whether a comment in the function that writes a row says that there is to be no lock. */
export function isLeftOut(file: PythonFile, { callable }: Held): boolean {
  const comments = file.comments
    .filter((one) => one.start >= callable.start && one.end <= callable.end)
    .map((one) => file.text.slice(one.start + 1, one.end).trim());
  return leftOut.test(comments.join(' '));
}

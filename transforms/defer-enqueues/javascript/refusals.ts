import { sharedRefusals } from '../refusals.ts';

/** What the JavaScript half refuses. */
export const refusals = {
  ...sharedRefusals,
  'hook-ignores-transaction':
    'The hook runs inside the transaction of whoever writes the row, and sends at once. Take the options, and send with `options.transaction.afterCommit(…)` where there is a transaction, at once where there is none.',
  'does-more-than-send':
    'The function that is called here waits for other things as well, which may belong into the transaction. Split it, and send after the commit.',
  'payload-awaited':
    'What is sent is waited for in the call itself, maybe through the transaction, which is over after the commit. Read it into a constant before, and send that.',
} as const;

/** What the code around an enqueue is like. */
export type Code = keyof typeof refusals;

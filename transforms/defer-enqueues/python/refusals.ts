import { sharedRefusals } from '../refusals.ts';

const { 'nested-transaction': _, 'transaction-retried': __, ...shared } = sharedRefusals;

/** What the Python half refuses. */
export const refusals = {
  ...shared,
  'autocommit-off':
    'The function switches autocommit off, where registering a callback raises. Open the transaction with the block or the decorator of the library, or send after the explicit commit.',
  'database-computed':
    'Which database the transaction is of is computed where it is opened. Keep it in a name, and give the hook the same one: on another database it runs at once.',
  'send-awaited':
    'The enqueue is awaited, and what runs after the commit is called and not awaited. Keep what is to be sent, and await it behind the transaction.',
  'name-taken': 'A name that the rewritten call needs stands for something else here. Import it under another one.',
} as const;

/** What the code around an enqueue is like. */
export type PythonCode = keyof typeof refusals;

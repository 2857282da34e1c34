import { sharedRefusals } from '../refusals.ts';

const { 'control-flow-leaves': _leaves, 'row-used-after': _after, ...shared } = sharedRefusals;

export const refusals = {
  ...shared,
  'read-in-several-places':
    'The row is read in more than one place, by the way that the code takes. Read it in one place under the lock.',
  'in-async-function':
    'The code is asynchronous, and the transactions of the library are not. Move the read and the write into a function that is not, and await that.',
  'rows-read-together':
    'All rows are read by one query and written one after the other. Loop over their keys; lock, read and write each row in a transaction of its own.',
  'query-sliced':
    'The query takes a slice, and cannot be filtered again. Loop over the keys of the slice, and read each row under a lock.',
  'shares-its-line': 'The read or the write stands on one line with something else. Give each a line of its own.',
  'database-error-handled':
    'An error of the database may be caught between the read and the write, and the code goes on; a transaction around both would be broken by then. Put what may fail into a transaction of its own first.',
  'long-way-to-write':
    'Much happens between the read and the write, and a lock would be held over all of it. Right before the row is changed, lock it and read it again, and let what was decided on the earlier values be decided anew.',
  'remote-call-between':
    'A call to the outside stands between the read and the write, and the configuration wants it outside of the lock. Make the call first; then lock the row, read it again, and compute the new value from that.',
  'transaction-outside-task':
    "The transaction decorates what the task's decorator made, and the worker runs the task without it. Put its decorator below the task's; then the lock can be taken.",
  'name-taken': 'The name that the transaction goes by means something else in this file. Rename that.',
  'database-routed':
    'A router decides which database the row is in, and the transaction has to be opened on the same one. Name it in both: `using`.',
} as const;

export type PythonCode = keyof typeof refusals;

import { sharedRefusals } from '../refusals.ts';

/** Code to sentence. */
export const refusals = {
  'column-write-fits': sharedRefusals['column-write-fits'],
  'conditional-write-fits': sharedRefusals['conditional-write-fits'],
  'atomic-write-fits': sharedRefusals['atomic-write-fits'],
  'no-row-locks': sharedRefusals['no-row-locks'],
  'query-not-lockable': sharedRefusals['query-not-lockable'],
  'row-used-after': sharedRefusals['row-used-after'],
  'yields-between': sharedRefusals['yields-between'],
  'leaves-before-commit': sharedRefusals['leaves-before-commit'],
  'outer-transaction': sharedRefusals['outer-transaction'],
  'rows-written-across': sharedRefusals['rows-written-across'],
  'read-elsewhere': sharedRefusals['read-elsewhere'],
  'created-when-missing': sharedRefusals['created-when-missing'],
  'transaction-without-lock': sharedRefusals['transaction-without-lock'],
  'lock-after-read': sharedRefusals['lock-after-read'],
  'lock-not-executed': sharedRefusals['lock-not-executed'],
  'removed-on-purpose': sharedRefusals['removed-on-purpose'],
  'control-flow-leaves': sharedRefusals['control-flow-leaves'],
  'rows-listed':
    'The rows were read all at once. Inside the loop, lock and read each by its key in a transaction of its own, and test again what it was listed for.',
  'other-connection':
    'A call between the read and the last write may reach the database on another connection, where it would wait for the lock, or see the row as it was. Hand it the transaction, or move it out of the lines.',
  'connection-shared':
    'All that the receiver does runs on one connection, and no transaction is open on it here. Take a connection for these lines alone, and lock, read and write in a transaction on that.',
  'slow-work-between':
    'A call over the network stands between the read and the last write, and the lock would be held over it. Call first, then read the row under a lock, and work out the new value from that.',
  'lock-without-transaction':
    'The row is locked outside of a transaction, so that the lock is gone as soon as the row is read. Lock, read and write in one transaction.',
  'query-not-awaited':
    'A query between the read and the last write is not awaited; the transaction would end before it has run. Await it.',
  'query-error-caught':
    'Between the read and the last write an error of a query is caught. In a transaction the database may refuse everything after it. Let the error leave the transaction, and catch it outside.',
  'options-made-elsewhere':
    'The options of a call come from elsewhere, and a transaction and a lock cannot be told to be among them. Hand both on there.',
  'schema-out-of-sight':
    'What the table and its columns are called in the database is told by a schema that is not to be found. Lock the row with a statement of its own, in a transaction, and read it again behind that.',
} as const;

export type Code = keyof typeof refusals;

/** What both languages refuse, in the same words. */
export const sharedRefusals = {
  'column-write-fits':
    'The new value does not depend on the row that was read; only the write of all columns undoes what others wrote. Write the changed column alone: that is the smaller cure.',
  'conditional-write-fits':
    'The row is tested and then set. A conditional update whose condition repeats the test, with its count of rows checked, is the smaller cure.',
  'atomic-write-fits':
    'The new value is the old one plus or minus something, and nothing else depends on the row. Let the database compute it in one update.',
  'no-row-locks':
    'The database, or one that the project can run on, has no row locks, or drops them without a word. Use what it has instead: an atomic update, or a conditional one with its count checked.',
  'query-not-lockable':
    'A query with an outer join, which its class may add by itself, DISTINCT, GROUP BY, UNION or a count cannot lock its rows. Read the row alone, by its key, under the lock.',
  'row-from-caller':
    'The row came in from a caller, who goes on with the instance that was read before. Read it again under the lock where it was read first, or lock it there.',
  'row-used-after':
    'The row is used after the last write, or was handed out before it. Lock and read it again by hand, and pass the new instance on.',
  'changed-before-reading':
    'The row was changed before the place where it would be read again, and that change would be lost. Read it under the lock first, then change it.',
  'yields-between':
    'The function yields between the read and the write, so its caller would run inside the transaction. Collect first, or lock in the caller.',
  'leaves-before-commit':
    'Between the read and the last write a job or a mail leaves, or an error is raised on purpose; inside a transaction that would be undone or come too early. Move it behind the last write first.',
  'outer-transaction':
    'The code runs inside a transaction of its caller, where locks pile up until it ends. Lock there, all rows in one order, such as by their key.',
  'rows-written-across':
    'Between the read and the write of this row another one is read or written in the same way. Lock them both in one transaction, everywhere in the same order, such as by their keys.',
  'read-elsewhere':
    'The row is read by a function that other code uses as well. Give that function a way to lock, and ask for it here.',
  'created-when-missing':
    'A lock on a row that is not there yet locks nothing. Add a unique key and let the database decide, then lock.',
  'lock-after-read':
    'The lock is taken after the row was read, so what is written comes from before it. Read the row again under the lock.',
  'lock-not-executed': 'The query that would lock is never run: it only locks when its rows are read.',
  'transaction-without-lock':
    'The transaction does not keep others from reading and writing the same row in between. Read the row with a lock in it.',
  'removed-on-purpose': 'A comment says that the lock was left out on purpose, or that the race is accepted.',
  'control-flow-leaves':
    'The lines between the read and the last write leave them early (return, break, continue), and inside a callback that would mean something else. Restructure by hand: the lock, the read and the write in one transaction.',
} as const;

import type { Transform } from '../../src/model/transform.ts';
import { javascript } from './javascript.ts';
import { python } from './python.ts';

export const addRowLocks: Transform = {
  id: 'add-row-locks',
  summary:
    "A row is read, computed on and written back, and a concurrent writer's update is lost: lock it, read it again and write it in one transaction.",
  finds: `A row that is read, changed in the program and written back, without a lock from the read to the write: a counter or a
balance (\`account.balance -= amount; account.save()\`), a key of a JSON column, a list that is appended to, a toggle; or a whole row
that is saved after slow work, such as a call over the network.`,
  why: `Two processes read the same row, both compute, both write, and the second write undoes the first. A transaction alone does
not help, nor does a lock without a fresh read, nor a fresh read without a lock; and only when every writer of the row takes the lock
is nothing lost.`,
  timeline: [
    'T1  SELECT the account: balance 100',
    'T2  SELECT the account: balance 100',
    'T1  UPDATE balance = 100 - 30; COMMIT',
    'T2  UPDATE balance = 100 - 50; COMMIT: the balance is 50, and the 30 were never taken',
  ],
  writes: `One transaction of the smallest scope, from the read to the last write, in which the row is read again under a lock.
Inside a transaction that is there already, only the lock is added.

Four cures fit four shapes: writing only the changed column, lock and re-read, an atomic expression, and a conditional update. Each
finding says which of them fits. A lock is written where a lock is right; for the others the finding gives the manual step, unless the
configuration asks for locks (\`locks.prefer\`).`,
  safety: `Review: other writers of the row wait until the transaction ends; the finding says over what the lock is held. A lock cures
only when every writer of the row takes it: the finding lists the others.`,
  avoid: `When only one process ever writes the row; suppress it with that reason:
\`# unstale-ignore add-row-locks: one worker, concurrency 1\`.`,
  sources: [
    {
      title: 'Django: select_for_update',
      url: 'https://docs.djangoproject.com/en/5.2/ref/models/querysets/#select-for-update',
    },
    {
      title: 'PostgreSQL: row-level locks',
      url: 'https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-ROWS',
    },
    {
      title: 'SQLAlchemy: with_for_update',
      url: 'https://docs.sqlalchemy.org/en/20/core/selectable.html#sqlalchemy.sql.expression.GenerativeSelect.with_for_update',
    },
    {
      title: 'Sequelize: locks',
      url: 'https://sequelize.org/docs/v6/other-topics/transactions/#locks',
    },
  ],
  rewrites: { javascript, python },
};

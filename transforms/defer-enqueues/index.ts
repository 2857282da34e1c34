import type { Transform } from '../../src/model/transform.ts';
import { javascript } from './javascript.ts';
import { python } from './python.ts';

export const deferEnqueues: Transform = {
  id: 'defer-enqueues',
  summary: 'A job, mail or message leaves before the transaction commits: send it after the commit.',
  finds: `A job that is enqueued, a mail that is sent, or a message that is published while a database transaction is still
open: in the body of \`with transaction.atomic():\`, in a function that \`@transaction.atomic\` decorates, in the callback of
\`sequelize.transaction(…)\`, \`prisma.$transaction(…)\` and their like, between \`BEGIN\` and \`COMMIT\`, before the
\`session.commit()\` of what a session has added, or in a helper that all of its callers, middleware among them, call in there.`,
  why: `The queue is fast and the transaction is slow. The worker picks the job up before the commit, does not find the row, or finds
it as it was. And if the transaction rolls back, the job stays: a receipt for an order that does not exist. A delay on the job only
makes it rarer.`,
  timeline: [
    'T1  BEGIN; INSERT the order with id 7',
    'T1  enqueue: send the receipt of order 7',
    'T2  the worker takes the job and looks for order 7: there is no such row',
    'T1  COMMIT (or ROLLBACK: the receipt is sent for nothing)',
  ],
  writes: `The library's own hook, where it has one that is right, with the values as they were where the call stood:
\`transaction.on_commit(partial(…))\` with the \`using\` of its \`atomic\`, \`t.afterCommit(() => …)\`, \`runOnTransactionCommit(() => …)\`,
\`trx.after('commit', () => …)\`.

Where the library has none, the call moves below the transaction when it is the last thing in it; else calls are collected in the
transaction and run behind it.`,
  safety: `Review: the enqueue comes later, and not at all when the transaction rolls back. An error of the queue no longer rolls the
rows back. In tests that never commit, such as Django's \`TestCase\`, the callback does not run.`,
  avoid: `When the queue is part of the transaction itself: an outbox table, a job row that is written through the transaction's own
connection. Those that are known are left alone. When a failed enqueue must roll the rows back; suppress it with that reason:
\`# unstale-ignore defer-enqueues: no order without its receipt\`.`,
  sources: [
    {
      title: 'Django: performing actions after commit',
      url: 'https://docs.djangoproject.com/en/5.2/topics/db/transactions/#performing-actions-after-commit',
    },
    {
      title: 'Celery: trigger the task at the end of the database transaction',
      url: 'https://docs.celeryq.dev/en/stable/userguide/tasks.html#database-transactions',
    },
    {
      title: 'Sequelize: the afterCommit hook',
      url: 'https://sequelize.org/docs/v6/other-topics/transactions/#the-aftercommit-hook',
    },
    {
      title: 'Transactional outbox',
      url: 'https://microservices.io/patterns/data/transactional-outbox.html',
    },
  ],
  rewrites: { javascript, python },
};

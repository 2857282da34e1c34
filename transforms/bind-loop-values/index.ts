import type { Transform } from '../../src/model/transform.ts';
import { javascript } from './javascript.ts';
import { python } from './python.ts';

export const bindLoopValues: Transform = {
  id: 'bind-loop-values',
  summary:
    'An after-commit callback reads a loop or reassigned variable late: bind the value when the callback is made.',
  finds: `A callback that is registered to run after commit (\`transaction.on_commit\`, \`t.afterCommit\`, \`trx.after('commit', …)\`,
\`runOnTransactionCommit\`, \`trx.executionPromise.then\`, or your own wrapper) and reads a variable that is assigned again before
the commit: by the loop around it, by the next turn of a \`while\`, or by the end of an \`except\` clause.`,
  why: `A closure holds the variable, not its value. The callbacks run when the transaction commits; by then the loop is over, and all
of them read the last value. One job is sent many times, and the others never. Alone, outside of a transaction, the same code can be
right: Django then runs the callback at once. It goes wrong on the day a caller, a test case or \`ATOMIC_REQUESTS\` opens a
transaction around it.`,
  timeline: [
    'T1  turn 1 of the loop: `user` is Ann; a callback that reads `user` is registered',
    'T1  turn 2 of the loop: `user` is Ben; another one is registered',
    'T1  COMMIT: the first callback reads `user`: Ben; the second: Ben. Ann is never served.',
  ],
  writes: `Python: a default argument for exactly the captured names that are rebound (\`lambda user=user: …\`, \`def send(user=user):\`).
The object is bound; its attributes are still read at commit, as before.

JavaScript and TypeScript, in this order: \`var\` in the head of the loop becomes \`const\` or \`let\` when nothing outside of the loop
uses it; else a \`const\` copy directly before the registration, which the callback reads; for an object that the loop reuses, a copy of
the property.`,
  safety: `Safe: the callback runs when it ran before and does what it did before, with the value that the variable had when the
callback was registered. Nothing else changes.`,
  avoid: `When the callback is meant to read the last value: a running total, a flag that later turns may set. Such places are
refused, not rewritten; the refusals below say how they are told apart. Suppress what is right:
\`# unstale-ignore bind-loop-values: reads the final total on purpose\`.`,
  sources: [
    {
      title: 'Django: performing actions after commit',
      url: 'https://docs.djangoproject.com/en/5.2/topics/db/transactions/#performing-actions-after-commit',
    },
    {
      title: 'Python FAQ: why do lambdas defined in a loop with different values all return the same result?',
      url: 'https://docs.python.org/3/faq/programming.html#why-do-lambdas-defined-in-a-loop-with-different-values-all-return-the-same-result',
    },
    {
      title: 'Sequelize: the afterCommit hook',
      url: 'https://sequelize.org/docs/v6/other-topics/transactions/#the-aftercommit-hook',
    },
    {
      title: 'MDN: creating closures in loops',
      url: 'https://developer.mozilla.org/en-US/docs/Web/JavaScript/Guide/Closures#creating_closures_in_loops_a_common_mistake',
    },
  ],
  rewrites: { javascript, python },
};

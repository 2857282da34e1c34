import { defineDialect } from '../define-dialect.ts';

/** Its jobs are rows. With `db`, a connection of the caller, a job is part of the caller's transaction. */
export const pgBoss = defineDialect({
  id: 'pg-boss',
  name: 'pg-boss',
  language: 'javascript',
  packages: ['pg-boss'],
  versions: '10 – 12',
  docs: 'https://timgit.github.io/pg-boss/#/./api/jobs',
  recognises: {
    enqueue: [
      {
        method: ['send', 'sendAfter', 'sendThrottled', 'sendDebounced', 'insert', 'publish'],
        of: { instanceOf: ['pg-boss.default', 'pg-boss.PgBoss'] },
        named: /^(?:pg_?)?boss$/i,
        sends: 'job',
        unlessGiven: ['db'],
      },
    ],
  },
});

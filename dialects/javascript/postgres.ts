import { defineDialect } from '../define-dialect.ts';

/** A query is sent when it is first awaited, and remembers its rows. A fragment inside another query is not sent. */
export const postgres = defineDialect({
  id: 'postgres',
  name: 'Postgres.js',
  language: 'javascript',
  packages: ['postgres'],
  versions: '3.4',
  docs: 'https://github.com/porsager/postgres#queries',
  makes: [{ call: 'postgres.default', instanceOf: 'postgres.Sql' }],
  recognises: {
    query: [
      {
        method: '()',
        of: { instanceOf: 'postgres.Sql' },
        sql: 0,
        answer: 'remembered',
      },
    ],
  },
});

import { defineDialect } from '../define-dialect.ts';

export const pg = defineDialect({
  id: 'pg',
  name: 'node-postgres',
  language: 'javascript',
  packages: ['pg'],
  versions: '8',
  docs: 'https://node-postgres.com/features/queries',
  recognises: {
    query: [
      {
        method: 'query',
        of: { instanceOf: ['pg.Pool', 'pg.Client', 'pg.default.Pool', 'pg.default.Client'] },
        named: /^(?:pool|client|db|pg\w*)$/,
        sql: 0,
        answer: 'sent',
      },
    ],
  },
});

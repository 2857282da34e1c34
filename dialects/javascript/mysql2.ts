import { defineDialect } from '../define-dialect.ts';

export const mysql2 = defineDialect({
  id: 'mysql2',
  name: 'mysql2',
  language: 'javascript',
  packages: ['mysql2'],
  versions: '3',
  docs: 'https://sidorares.github.io/node-mysql2/docs/documentation/promise-wrapper',
  makes: [
    { call: ['mysql2/promise.createPool', 'mysql2/promise.createConnection'], instanceOf: 'mysql2/promise.Pool' },
  ],
  recognises: {
    query: [
      {
        method: ['query', 'execute'],
        of: { instanceOf: 'mysql2/promise.Pool' },
        named: /^(?:pool|connection|conn|db)$/,
        sql: 0,
        answer: 'sent',
      },
    ],
  },
});

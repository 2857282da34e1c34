import { defineDialect } from '../define-dialect.ts';

export const mysql2 = defineDialect({
  id: 'mysql2',
  name: 'mysql2',
  language: 'javascript',
  packages: ['mysql2'],
  versions: '3',
  docs: 'https://sidorares.github.io/node-mysql2/docs/documentation/promise-wrapper',
  makes: [
    {
      method: 'getConnection',
      of: { instanceOf: 'mysql2/promise.Pool' },
      instanceOf: 'mysql2/promise.PoolConnection',
    },
    { call: ['mysql2/promise.createPool', 'mysql2/promise.createConnection'], instanceOf: 'mysql2/promise.Pool' },
  ],
  recognises: {
    transaction: [
      {
        method: 'beginTransaction',
        of: { instanceOf: ['mysql2/promise.PoolConnection', 'mysql2/promise.Connection', 'mysql2/promise.Pool'] },
        named: /^(?:conn|\w*[cC]onnection)$/,
        closed: { commit: { method: 'commit' }, rollback: { method: 'rollback' } },
      },
    ],
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

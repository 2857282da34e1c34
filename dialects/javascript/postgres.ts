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
    row: [
      {
        does: 'list',
        method: '()',
        of: { instanceOf: ['postgres.Sql', 'postgres.TransactionSql'] },
        sql: 0,
        table: { argument: 0 },
        locks: { sql: 'FOR UPDATE' },
        threads: { receiver: '{handle}' },
      },
      {
        does: 'write',
        method: '()',
        of: { instanceOf: ['postgres.Sql', 'postgres.TransactionSql'] },
        sql: 0,
        table: { argument: 0 },
        threads: { receiver: '{handle}' },
      },
    ],
    transaction: [
      {
        method: 'begin',
        of: { instanceOf: 'postgres.Sql' },
        named: /^sql$/,
        callback: -1,
        handle: { parameter: 0, instanceOf: 'postgres.TransactionSql' },
      },
      {
        method: 'savepoint',
        of: { instanceOf: 'postgres.TransactionSql' },
        callback: -1,
        handle: { parameter: 0, instanceOf: 'postgres.TransactionSql' },
      },
    ],
    query: [
      {
        method: '()',
        of: { instanceOf: 'postgres.Sql' },
        sql: 0,
        answer: 'remembered',
      },
      {
        method: 'unsafe',
        of: { instanceOf: 'postgres.Sql' },
        sql: 0,
        answer: 'remembered',
      },
    ],
  },
  writes: {
    rowLock: {
      handle: ['{receiver}', 'tx', 'transaction'],
      code: '{connection}.begin(async ({handle}) => {body})',
      connection: '{receiver}',
      replaces: true,
    },
  },
});

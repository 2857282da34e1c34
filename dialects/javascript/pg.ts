import { defineDialect } from '../define-dialect.ts';

export const pg = defineDialect({
  id: 'pg',
  name: 'node-postgres',
  language: 'javascript',
  packages: ['pg'],
  versions: '8',
  docs: 'https://node-postgres.com/features/queries',
  makes: [
    {
      method: 'connect',
      of: { instanceOf: ['pg.Pool', 'pg.default.Pool'] },
      instanceOf: 'pg.PoolClient',
    },
  ],
  recognises: {
    row: [
      {
        does: 'list',
        method: 'query',
        of: { instanceOf: ['pg.Pool', 'pg.default.Pool'] },
        named: /^(?:pool|\w*Pool)$/,
        sql: 0,
        answer: 'rows',
        table: { argument: 0 },
        locks: { sql: 'FOR UPDATE' },
        threads: { receiver: '{handle}' },
      },
      {
        does: 'write',
        method: 'query',
        of: { instanceOf: ['pg.Pool', 'pg.default.Pool'] },
        named: /^(?:pool|\w*Pool)$/,
        sql: 0,
        table: { argument: 0 },
        threads: { receiver: '{handle}' },
      },
      {
        does: 'list',
        method: 'query',
        of: { instanceOf: ['pg.PoolClient', 'pg.Client', 'pg.default.Client'] },
        named: /^\w*[cC]lient$/,
        isConnection: true,
        sql: 0,
        answer: 'rows',
        table: { argument: 0 },
        locks: { sql: 'FOR UPDATE' },
        threads: { receiver: '{handle}' },
      },
      {
        does: 'write',
        method: 'query',
        of: { instanceOf: ['pg.PoolClient', 'pg.Client', 'pg.default.Client'] },
        named: /^\w*[cC]lient$/,
        sql: 0,
        table: { argument: 0 },
        threads: { receiver: '{handle}' },
      },
    ],
    transaction: [
      {
        method: 'query',
        of: { instanceOf: ['pg.PoolClient', 'pg.Client', 'pg.default.Client'] },
        argument: { 0: ['BEGIN', 'begin', 'START TRANSACTION', 'BEGIN TRANSACTION'] },
        named: /^\w*[cC]lient$/,
        closed: {
          commit: { method: 'query', argument: { 0: ['COMMIT', 'commit', 'COMMIT TRANSACTION'] } },
          rollback: { method: 'query', argument: { 0: ['ROLLBACK', 'rollback', 'ROLLBACK TRANSACTION'] } },
        },
      },
    ],
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
  writes: {
    rowLock: {
      handle: ['client', 'connection'],
      connection: '{receiver}',
      replaces: true,
      code: {
        taken: 'const {handle} = await {connection}.connect()',
        begin: "await {handle}.query('BEGIN')",
        commit: "await {handle}.query('COMMIT')",
        rollback: "await {handle}.query('ROLLBACK')",
        released: '{handle}.release()',
      },
    },
  },
});

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
    { call: 'mysql2/promise.createPool', instanceOf: 'mysql2/promise.Pool' },
    { call: 'mysql2/promise.createConnection', instanceOf: 'mysql2/promise.Connection' },
  ],
  recognises: {
    row: [
      {
        does: 'list',
        method: ['query', 'execute'],
        of: { instanceOf: 'mysql2/promise.Pool' },
        named: /^(?:pool|\w*Pool)$/,
        sql: 0,
        answer: '0',
        table: { argument: 0 },
        locks: { sql: 'FOR UPDATE' },
        threads: { receiver: '{handle}' },
      },
      {
        does: 'write',
        method: ['query', 'execute'],
        of: { instanceOf: 'mysql2/promise.Pool' },
        named: /^(?:pool|\w*Pool)$/,
        sql: 0,
        table: { argument: 0 },
        threads: { receiver: '{handle}' },
      },
      {
        does: 'list',
        method: ['query', 'execute'],
        of: { instanceOf: ['mysql2/promise.PoolConnection', 'mysql2/promise.Connection'] },
        named: /^(?:conn|\w*[cC]onnection)$/,
        isConnection: true,
        sql: 0,
        answer: '0',
        table: { argument: 0 },
        locks: { sql: 'FOR UPDATE' },
        threads: { receiver: '{handle}' },
      },
      {
        does: 'write',
        method: ['query', 'execute'],
        of: { instanceOf: ['mysql2/promise.PoolConnection', 'mysql2/promise.Connection'] },
        named: /^(?:conn|\w*[cC]onnection)$/,
        sql: 0,
        table: { argument: 0 },
        threads: { receiver: '{handle}' },
      },
    ],
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
        of: { instanceOf: ['mysql2/promise.Pool', 'mysql2/promise.Connection'] },
        named: /^(?:pool|connection|conn|db)$/,
        sql: 0,
        answer: 'sent',
      },
    ],
  },
  writes: {
    rowLock: {
      handle: ['connection', 'client'],
      connection: '{receiver}',
      replaces: true,
      code: {
        taken: 'const {handle} = await {connection}.getConnection()',
        begin: 'await {handle}.beginTransaction()',
        commit: 'await {handle}.commit()',
        rollback: 'await {handle}.rollback()',
        released: '{handle}.release()',
      },
    },
  },
});

import { defineDialect } from '../define-dialect.ts';

export const knex = defineDialect({
  id: 'knex',
  name: 'Knex',
  language: 'javascript',
  packages: ['knex'],
  versions: '3',
  docs: 'https://knexjs.org/guide/transactions.html',
  makes: [{ call: ['knex.knex', 'knex.default'], instanceOf: 'knex.Knex' }],
  recognises: {
    query: [
      {
        method: '()',
        of: { instanceOf: 'knex.Knex' },
        named: /^\w*[kK]nex$/,
        answer: 'renewed',
        unless: ['insert', 'update', 'del', 'delete', 'truncate', 'increment', 'decrement', 'upsert'],
      },
      {
        method: ['select', 'from'],
        of: { instanceOf: 'knex.Knex' },
        named: /^\w*[kK]nex$/,
        answer: 'renewed',
        unless: ['insert', 'update', 'del', 'delete', 'truncate', 'increment', 'decrement', 'upsert'],
      },
    ],
    'after-commit': [
      {
        method: 'then',
        of: { instanceOf: 'knex.Knex.Transaction', property: 'executionPromise' },
        named: /^(?:trx|tx|\w*[tT]ransaction)$/,
        callback: 0,
      },
    ],
    transaction: [
      {
        method: 'transaction',
        of: { instanceOf: 'knex.Knex' },
        named: /^(?:\w*[kK]nex|db)$/,
        callback: 0,
        handle: { parameter: 0, returned: true, instanceOf: 'knex.Knex.Transaction' },
      },
    ],
  },
});

import { asSpelled } from '../comparisons.ts';
import { defineDialect } from '../define-dialect.ts';
import { locklessDrivers } from '../lockless-drivers.ts';

const joining = [
  'join',
  'innerJoin',
  'leftJoin',
  'leftOuterJoin',
  'fullOuterJoin',
  'distinct',
  'groupBy',
  'union',
  'count',
];

export const knex = defineDialect({
  id: 'knex',
  name: 'Knex',
  language: 'javascript',
  packages: ['knex'],
  versions: '3',
  docs: 'https://knexjs.org/guide/transactions.html',
  makes: [{ call: ['knex.knex', 'knex.default'], instanceOf: 'knex.Knex' }],
  recognises: {
    row: [
      {
        does: 'read',
        method: '()',
        of: { instanceOf: ['knex.Knex', 'knex.Knex.Transaction'] },
        named: /^(?:\w*[kK]nex|db|trx)$/,
        chained: ['first'],
        endsChain: ['first'],
        unless: [...joining, 'update', 'insert', 'del', 'delete'],
        table: { argument: 0 },
        where: { chained: ['where', 'andWhere'] },
        locks: { chained: ['forUpdate', 'forNoKeyUpdate'], code: '.forUpdate()' },
        threads: { receiver: '{handle}' },
      },
      {
        does: 'list',
        method: '()',
        of: { instanceOf: ['knex.Knex', 'knex.Knex.Transaction'] },
        named: /^(?:\w*[kK]nex|db|trx)$/,
        chained: ['where', 'select'],
        unless: [...joining, 'first', 'update', 'insert', 'del', 'delete', 'increment', 'decrement', 'upsert'],
        table: { argument: 0 },
        where: { chained: ['where', 'andWhere'] },
        locks: { chained: ['forUpdate', 'forNoKeyUpdate'], code: '.forUpdate()' },
        threads: { receiver: '{handle}' },
      },
      {
        does: 'write',
        method: '()',
        of: { instanceOf: ['knex.Knex', 'knex.Knex.Transaction'] },
        named: /^(?:\w*[kK]nex|db|trx)$/,
        chained: ['update'],
        table: { argument: 0 },
        where: { chained: ['where', 'andWhere'] },
        values: { argument: 0 },
        threads: { receiver: '{handle}' },
        atomic: {
          method: '{method}',
          values: "'{column}', {value}",
          guard: {
            condition: ".where('{column}', '{operator}', {bound})",
            operators: asSpelled,
            none: '{changed} === 0',
          },
        },
      },
    ],
    query: [
      {
        method: '()',
        of: { instanceOf: 'knex.Knex' },
        named: /^\w*[kK]nex$/,
        answer: 'renewed',
        unless: ['insert', 'update', 'del', 'delete', 'truncate', 'increment', 'decrement', 'upsert'],
        gathers: { by: ['where', 'andWhere', 'orWhere', 'whereIn', 'join', 'orderBy', 'limit'] },
      },
      {
        method: ['select', 'from'],
        of: { instanceOf: 'knex.Knex' },
        named: /^\w*[kK]nex$/,
        answer: 'renewed',
        unless: ['insert', 'update', 'del', 'delete', 'truncate', 'increment', 'decrement', 'upsert'],
        gathers: { by: ['where', 'andWhere', 'orWhere', 'whereIn', 'join', 'orderBy', 'limit'] },
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
        handle: { parameter: 0, returned: true, instanceOf: 'knex.Knex.Transaction', named: /^trx$/ },
        closed: { commit: { method: 'commit' }, rollback: { method: 'rollback' }, ignoresFailedCommit: true },
      },
    ],
  },
  writes: {
    rowLock: {
      lockless: locklessDrivers,
      handle: ['trx', 'tx', 'transaction'],
      code: '{connection}.transaction(async ({handle}) => {body})',
      connection: '{receiver}',
    },
  },
});

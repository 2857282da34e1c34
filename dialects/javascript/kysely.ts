import { asSpelled } from '../comparisons.ts';
import { defineDialect } from '../define-dialect.ts';
import { locklessDrivers } from '../lockless-drivers.ts';

export const kysely = defineDialect({
  id: 'kysely',
  name: 'Kysely',
  language: 'javascript',
  packages: ['kysely'],
  versions: '0.28',
  docs: 'https://kysely.dev/docs/category/select',
  makes: [
    { method: 'transaction', of: { instanceOf: 'kysely.Kysely' }, instanceOf: 'kysely.TransactionBuilder' },
    {
      method: ['setIsolationLevel', 'setAccessMode'],
      of: { instanceOf: 'kysely.TransactionBuilder' },
      instanceOf: 'kysely.TransactionBuilder',
    },
    {
      method: 'startTransaction',
      of: { instanceOf: 'kysely.Kysely' },
      instanceOf: 'kysely.ControlledTransactionBuilder',
    },
  ],
  recognises: {
    row: [
      {
        does: 'read',
        method: 'selectFrom',
        of: { instanceOf: ['kysely.Kysely', 'kysely.Transaction'] },
        named: /^(?:db|kysely|database|trx)$/,
        chained: ['executeTakeFirst', 'executeTakeFirstOrThrow'],
        endsChain: ['executeTakeFirst', 'executeTakeFirstOrThrow'],
        unless: ['leftJoin', 'innerJoin', 'rightJoin', 'fullJoin', 'groupBy', 'distinct', 'distinctOn'],
        table: { argument: 0 },
        where: { chained: ['where'] },
        locks: { chained: ['forUpdate', 'forNoKeyUpdate'], code: '.forUpdate()' },
        threads: { receiver: '{handle}' },
      },
      {
        does: 'write',
        method: 'updateTable',
        of: { instanceOf: ['kysely.Kysely', 'kysely.Transaction'] },
        named: /^(?:db|kysely|database|trx)$/,
        chained: ['set'],
        table: { argument: 0 },
        where: { chained: ['where'] },
        values: { argument: 0 },
        threads: { receiver: '{handle}' },
        atomic: {
          value: "eb('{column}', '{operator}', {value})",
          around: '(eb) => ({values})',
          guard: {
            condition: ".where('{column}', '{operator}', {bound})",
            operators: asSpelled,
            renames: { execute: 'executeTakeFirstOrThrow', executeTakeFirst: 'executeTakeFirstOrThrow' },
            none: 'Number({changed}.numUpdatedRows) === 0',
          },
        },
      },
    ],
    transaction: [
      {
        method: 'execute',
        of: { instanceOf: 'kysely.TransactionBuilder' },
        callback: 0,
        handle: { parameter: 0, instanceOf: 'kysely.Transaction', named: /^(?:tx|trx)$/ },
      },
      {
        method: 'execute',
        of: { instanceOf: 'kysely.ControlledTransactionBuilder' },
        handle: { returned: true, instanceOf: 'kysely.Transaction' },
        closed: { commit: { method: 'commit' }, rollback: { method: 'rollback' } },
      },
    ],
    query: [
      {
        method: 'selectFrom',
        of: { instanceOf: 'kysely.Kysely' },
        named: /^(?:db|kysely|database)$/,
        answer: 'inert',
        sentBy: ['execute', 'executeTakeFirst', 'executeTakeFirstOrThrow'],
      },
    ],
  },
  writes: {
    rowLock: {
      lockless: locklessDrivers,
      handle: ['trx', 'tx', 'transaction'],
      code: '{connection}.transaction().execute(async ({handle}) => {body})',
      connection: '{receiver}',
    },
  },
});

import { defineDialect } from '../define-dialect.ts';
import { locklessDrivers } from '../lockless-drivers.ts';

const models = ['@adonisjs/lucid/orm.BaseModel', '@ioc:Adonis/Lucid/Orm.BaseModel'] as const;

export const lucid = defineDialect({
  id: 'lucid',
  name: 'AdonisJS Lucid',
  language: 'javascript',
  packages: ['@adonisjs/lucid'],
  versions: '21',
  docs: 'https://lucid.adonisjs.com/docs/transactions',
  recognises: {
    row: [
      {
        does: 'read',
        method: 'query',
        of: { instanceOf: models, isStatic: true },
        named: /^[A-Z]\w*[a-z]\w*$/,
        chained: ['first', 'firstOrFail'],
        endsChain: ['first', 'firstOrFail'],
        unless: ['join', 'innerJoin', 'leftJoin', 'groupBy', 'distinct'],
        table: 'receiver',
        where: { chained: ['where'] },
        locks: { chained: ['forUpdate', 'forNoKeyUpdate'], code: '.forUpdate()' },
        threads: { given: '{ client: {handle} }' },
      },
      {
        does: 'read',
        method: ['find', 'findOrFail', 'findBy', 'findByOrFail'],
        of: { instanceOf: models, isStatic: true },
        named: /^[A-Z]\w*[a-z]\w*$/,
        table: 'receiver',
        where: { argument: 0 },
      },
      {
        ofRow: true,
        method: 'save',
        threads: { carried: true },
        atomic: {
          whole: "{table}.query().where('{key}', {row}.{key}).{method}('{column}', {value})",
          key: /@column\(\{[^}]*\bisPrimary:\s*true[^}]*\}\)\s*(?:declare|public)\s+(\w+)/,
          // Neither hooks nor the time of the last change, nor what prepares a value.
          unless: /\b(?:before|after)(?:Save|Update)\b|\bautoUpdate:\s*true\b|\b(?:prepare|consume)\s*[:(]/,
        },
      },
    ],
    query: [
      {
        method: ['find', 'findOrFail', 'findBy', 'findByOrFail', 'findMany', 'first', 'firstOrFail', 'all'],
        of: { instanceOf: ['@adonisjs/lucid/orm.BaseModel', '@ioc:Adonis/Lucid/Orm.BaseModel'], isStatic: true },
        named: /^[A-Z]\w*[a-z]\w*$/,
        answer: 'sent',
      },
      {
        method: 'query',
        of: { instanceOf: ['@adonisjs/lucid/orm.BaseModel', '@ioc:Adonis/Lucid/Orm.BaseModel'], isStatic: true },
        named: /^[A-Z]\w*[a-z]\w*$/,
        answer: 'renewed',
        sentBy: ['first', 'firstOrFail', 'paginate', 'exec'],
        unless: ['update', 'delete', 'increment', 'decrement'],
      },
      {
        method: ['from', 'query'],
        of: {
          instanceOf: ['@adonisjs/lucid/services/db.default', '@ioc:Adonis/Lucid/Database.default'],
          isStatic: true,
        },
        answer: 'renewed',
        sentBy: ['first', 'firstOrFail', 'paginate', 'exec'],
        unless: ['insert', 'update', 'delete', 'increment', 'decrement', 'truncate'],
      },
    ],
    'after-commit': [
      {
        method: 'after',
        of: {
          instanceOf: [
            '@adonisjs/lucid/types/database.TransactionClientContract',
            '@ioc:Adonis/Lucid/Database.TransactionClientContract',
          ],
        },
        argument: { 0: ['commit', 'rollback'] },
        named: /^(?:trx|tx|transaction|\$trx)$/,
        callback: 1,
      },
    ],
    transaction: [
      {
        call: ['@adonisjs/lucid/services/db.default.transaction', '@ioc:Adonis/Lucid/Database.default.transaction'],
        callback: 0,
        handle: {
          parameter: 0,
          returned: true,
          instanceOf: '@adonisjs/lucid/types/database.TransactionClientContract',
          named: /^trx$/,
        },
        closed: { commit: { method: 'commit' }, rollback: { method: 'rollback' }, ignoresFailedCommit: true },
      },
    ],
  },
  writes: {
    rowLock: {
      whenSaved: /\b(?:before|after)(?:Save|Update)\b/,
      lockless: locklessDrivers,
      handle: ['trx', 'tx', 'transaction'],
      code: '{connection}.transaction(async ({handle}) => {body})',
      connection: '{receiver}.query().client',
    },
    // The commit() of Knex, which Lucid awaits, resolves also when the server refuses.
    afterCommit: {
      code: "{handle}.after('commit', {callback})",
      nested: 'early',
      losesErrors: true,
      ignoresFailedCommit: true,
    },
  },
});

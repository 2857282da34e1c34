import { defineDialect } from '../define-dialect.ts';

export const lucid = defineDialect({
  id: 'lucid',
  name: 'AdonisJS Lucid',
  language: 'javascript',
  packages: ['@adonisjs/lucid'],
  versions: '21',
  docs: 'https://lucid.adonisjs.com/docs/transactions',
  recognises: {
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
        },
      },
    ],
  },
});

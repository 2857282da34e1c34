import { defineDialect } from '../define-dialect.ts';
import { locklessDrivers } from '../lockless-drivers.ts';

const databases = ['drizzle-orm.Database', 'drizzle-orm.Transaction'] as const;

/** Its queries are sent anew at each `await`; what is awaited at the top of a module is not. */
export const drizzle = defineDialect({
  id: 'drizzle-orm',
  name: 'Drizzle',
  language: 'javascript',
  packages: ['drizzle-orm'],
  versions: '0.45',
  docs: 'https://orm.drizzle.team/docs/select',
  makes: [
    {
      call: [
        'drizzle-orm/node-postgres.drizzle',
        'drizzle-orm/postgres-js.drizzle',
        'drizzle-orm/neon-http.drizzle',
        'drizzle-orm/neon-serverless.drizzle',
        'drizzle-orm/vercel-postgres.drizzle',
        'drizzle-orm/pglite.drizzle',
        'drizzle-orm/mysql2.drizzle',
        'drizzle-orm/planetscale-serverless.drizzle',
        'drizzle-orm/libsql.drizzle',
        'drizzle-orm/d1.drizzle',
      ],
      instanceOf: 'drizzle-orm.Database',
    },
  ],
  recognises: {
    row: [
      {
        does: 'list',
        method: 'select',
        of: { instanceOf: databases },
        named: /^(?:db|drizzle\w*|database|tx)$/,
        chained: ['from'],
        unless: ['leftJoin', 'innerJoin', 'rightJoin', 'fullJoin', 'groupBy'],
        table: { chained: 'from' },
        where: { chained: ['where'] },
        locks: { chained: ['for'], code: ".for('update')" },
        threads: { receiver: '{handle}' },
      },
      {
        does: 'read',
        method: 'findFirst',
        of: { instanceOf: databases, property: 'query.*' },
        named: /^(?:db|drizzle\w*|database|tx)$/,
        table: 'property',
        where: { argument: 0, property: 'where' },
        threads: { receiver: '{handle}' },
      },
      {
        does: 'write',
        method: 'update',
        of: { instanceOf: databases },
        named: /^(?:db|drizzle\w*|database|tx)$/,
        chained: ['set'],
        table: { argument: 0 },
        where: { chained: ['where'] },
        values: { argument: 0 },
        threads: { receiver: '{handle}' },
        atomic: {
          value: `sql\`\${{table}.{column}} {operator} \${{value}}\``,
          imports: { name: 'sql', from: 'drizzle-orm' },
        },
      },
    ],
    transaction: [
      {
        method: 'transaction',
        of: { instanceOf: ['drizzle-orm.Database', 'drizzle-orm.Transaction'] },
        named: /^(?:db|drizzle\w*|database)$/,
        callback: 0,
        handle: { parameter: 0, instanceOf: 'drizzle-orm.Transaction', named: /^(?:tx|trx)$/ },
      },
    ],
    query: [
      {
        method: ['select', 'selectDistinct', '$count'],
        of: { instanceOf: 'drizzle-orm.Database' },
        named: /^(?:db|drizzle\w*|database)$/,
        answer: 'renewed',
        sentBy: ['execute'],
        unless: ['prepare', 'as'],
        gathers: { by: ['where', 'orderBy', 'limit', 'leftJoin', 'innerJoin'], after: '$dynamic' },
      },
      {
        method: 'execute',
        of: { instanceOf: 'drizzle-orm.Database' },
        named: /^(?:db|drizzle\w*|database)$/,
        sql: 0,
        answer: 'renewed',
      },
      {
        method: ['findMany', 'findFirst'],
        of: { instanceOf: 'drizzle-orm.Database', property: 'query.*' },
        named: /^(?:db|drizzle\w*|database)$/,
        answer: 'renewed',
        sentBy: ['execute'],
        unless: ['prepare'],
      },
    ],
  },
  writes: {
    rowLock: {
      lockless: locklessDrivers,
      handle: ['tx', 'transaction'],
      code: '{connection}.transaction(async ({handle}) => {body})',
      connection: '{receiver}',
    },
  },
});

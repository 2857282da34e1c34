import { defineDialect } from '../define-dialect.ts';

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
    query: [
      {
        method: ['select', 'selectDistinct', '$count'],
        of: { instanceOf: 'drizzle-orm.Database' },
        named: /^(?:db|drizzle\w*|database)$/,
        answer: 'renewed',
        sentBy: ['execute'],
        unless: ['prepare', 'as'],
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
});

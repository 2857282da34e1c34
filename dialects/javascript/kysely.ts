import { defineDialect } from '../define-dialect.ts';

export const kysely = defineDialect({
  id: 'kysely',
  name: 'Kysely',
  language: 'javascript',
  packages: ['kysely'],
  versions: '0.28',
  docs: 'https://kysely.dev/docs/category/select',
  recognises: {
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
});

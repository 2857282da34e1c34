import { defineDialect } from '../define-dialect.ts';

/** Prisma has no hook that runs after commit: callbacks are collected and run by the caller. */
export const prisma = defineDialect({
  id: 'prisma',
  name: 'Prisma',
  language: 'javascript',
  packages: ['@prisma/client', 'prisma'],
  versions: '5 – 7',
  docs: 'https://www.prisma.io/docs/orm/prisma-client/queries/transactions#interactive-transactions',
  recognises: {
    query: [
      {
        method: [
          'findMany',
          'findFirst',
          'findFirstOrThrow',
          'findUnique',
          'findUniqueOrThrow',
          'count',
          'aggregate',
          'groupBy',
        ],
        of: { instanceOf: ['@prisma/client.PrismaClient', '*.PrismaClient'], property: '*' },
        named: /^(?:\w*[pP]risma\w*|db)$/,
        answer: 'remembered',
      },
      {
        method: '$queryRaw',
        of: { instanceOf: ['@prisma/client.PrismaClient', '*.PrismaClient'] },
        named: /^(?:\w*[pP]risma\w*|db)$/,
        sql: 0,
        answer: 'remembered',
      },
    ],
    transaction: [
      {
        method: '$transaction',
        of: { instanceOf: '@prisma/client.PrismaClient' },
        named: /^(?:\w*[pP]risma\w*|db)$/,
        callback: 0,
      },
    ],
  },
});

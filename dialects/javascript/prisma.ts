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

import { defineDialect } from '../define-dialect.ts';

/** It answers at once, without a promise. A prepared statement is asked anew each time. */
export const nodeSqlite = defineDialect({
  id: 'node-sqlite',
  name: 'node:sqlite',
  language: 'javascript',
  packages: [],
  versions: '22',
  docs: 'https://nodejs.org/api/sqlite.html',
  recognises: {
    query: [
      {
        method: 'prepare',
        of: { instanceOf: 'node:sqlite.DatabaseSync' },
        sql: 0,
        answer: 'rows',
        sentBy: ['all', 'get'],
      },
    ],
  },
});

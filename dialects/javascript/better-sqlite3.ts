import { defineDialect } from '../define-dialect.ts';

/** It answers at once, without a promise. A prepared statement is asked anew each time. */
export const betterSqlite3 = defineDialect({
  id: 'better-sqlite3',
  name: 'better-sqlite3',
  language: 'javascript',
  packages: ['better-sqlite3'],
  versions: '11',
  docs: 'https://github.com/WiseLibs/better-sqlite3/blob/master/docs/api.md',
  recognises: {
    query: [
      {
        method: 'prepare',
        of: { instanceOf: 'better-sqlite3.default' },
        named: /^(?:db|sqlite|database)$/,
        sql: 0,
        answer: 'rows',
        sentBy: ['all', 'get'],
      },
    ],
  },
});

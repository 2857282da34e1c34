import { defineDialect } from '../define-dialect.ts';

export const objection = defineDialect({
  id: 'objection',
  name: 'Objection',
  language: 'javascript',
  packages: ['objection'],
  versions: '3',
  docs: 'https://vincit.github.io/objection.js/guide/transactions.html',
  recognises: {
    query: [
      {
        method: 'query',
        of: { instanceOf: 'objection.Model', isStatic: true },
        named: /^[A-Z]\w*[a-z]\w*$/,
        answer: 'renewed',
        sentBy: ['execute'],
        unless: [
          'insert',
          'insertAndFetch',
          'insertGraph',
          'update',
          'updateAndFetchById',
          'patch',
          'patchAndFetchById',
          'upsertGraph',
          'delete',
          'deleteById',
          'truncate',
          'increment',
          'decrement',
        ],
      },
    ],
    'after-commit': [
      {
        method: 'then',
        of: { instanceOf: 'objection.Transaction', property: 'executionPromise' },
        named: /^(?:trx|tx|\w*[tT]ransaction)$/,
        callback: 0,
      },
    ],
    transaction: [
      {
        call: 'objection.transaction',
        callback: -1,
        handle: { parameter: 0, instanceOf: 'objection.Transaction' },
      },
    ],
  },
});

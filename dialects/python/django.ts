import { defineDialect } from '../define-dialect.ts';

export const django = defineDialect({
  id: 'django',
  name: 'Django',
  language: 'python',
  packages: ['django'],
  versions: '3.2 – 5.2',
  docs: 'https://docs.djangoproject.com/en/5.2/topics/db/transactions/#performing-actions-after-commit',
  recognises: {
    'after-commit': [
      {
        call: [
          'django.db.transaction.on_commit',
          'django.db.connection.on_commit',
          'django.db.connections[].on_commit',
          'django.db.transaction.get_connection().on_commit',
        ],
        ending: ['transaction.on_commit', 'connection.on_commit'],
        callback: 0,
        keyword: 'func',
      },
    ],
    transaction: [{ call: 'django.db.transaction.atomic', ending: ['transaction.atomic'] }],
  },
});

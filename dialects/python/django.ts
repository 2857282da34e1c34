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
    query: [
      {
        of: ['django.db.models.Model.objects', 'django.db.models.Model._default_manager'],
        ending: ['objects'],
        lazy: [
          'all',
          'filter',
          'exclude',
          'annotate',
          'order_by',
          'reverse',
          'distinct',
          'values',
          'values_list',
          'dates',
          'datetimes',
          'union',
          'select_related',
          'prefetch_related',
          'only',
          'defer',
          'using',
          'raw',
          'extra',
        ],
        rows: ['get', 'first', 'last', 'latest', 'earliest', 'count', 'exists', 'aggregate', 'in_bulk'],
        // A query that nothing has read yet answers `first`, `count` and `[0]` anew each time.
        kept: [],
        renewedBy: 'all',
        callable: {
          keyword: 'choices',
          call: [
            'django.forms.ChoiceField',
            'django.forms.MultipleChoiceField',
            'django.forms.TypedChoiceField',
            'django.forms.TypedMultipleChoiceField',
          ],
        },
      },
    ],
    transaction: [{ call: 'django.db.transaction.atomic', ending: ['transaction.atomic'] }],
  },
});

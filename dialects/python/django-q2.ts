import { defineDialect } from '../define-dialect.ts';

export const djangoQ2 = defineDialect({
  id: 'django-q2',
  name: 'Django Q2',
  language: 'python',
  packages: ['django-q2', 'django-q'],
  versions: '1.7 – 1.8',
  docs: 'https://django-q2.readthedocs.io/en/master/tasks.html',
  recognises: {
    enqueue: [
      {
        call: [
          'django_q.tasks.async_task',
          'django_q.tasks.async_iter',
          'django_q.tasks.async_chain',
          'django_q.tasks.AsyncTask().run',
          'django_q.tasks.Chain().run',
          'django_q.tasks.Iter().run',
        ],
        sends: 'job',
        // Its broker over the ORM writes a row, in the same transaction.
        unlessSet: { word: 'Q_CLUSTER', says: /["']orm["']\s*:/ },
      },
    ],
  },
});

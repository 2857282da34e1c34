import { defineDialect } from '../define-dialect.ts';

export const djangoTasks = defineDialect({
  id: 'django-tasks',
  name: 'Django tasks',
  language: 'python',
  packages: ['django-tasks', 'django'],
  versions: 'Django 6.0, django-tasks 0.6 – 0.9',
  docs: 'https://docs.djangoproject.com/en/6.0/topics/tasks/#transactions',
  recognises: {
    enqueue: [
      {
        call: ['django.tasks.task', 'django_tasks.task'],
        sentBy: ['enqueue'],
        chained: ['using'],
        sends: 'job',
        // A backend that keeps its jobs in a table writes them in the same transaction.
        unlessSet: {
          word: 'TASKS',
          says: /DatabaseBackend|ENQUEUE_ON_COMMIT["']?\s*[:=]\s*True|enqueue_on_commit["']?\s*[:=]\s*True/,
        },
      },
    ],
  },
});

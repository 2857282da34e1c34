import { defineDialect } from '../define-dialect.ts';

// From version 3.0 on, a job that is enqueued in a transaction waits for its commit: COMMIT_MODE, "on_db_commit"; one
// that is enqueued for a time does not (4.2 overrides `enqueue_call` alone).
const waitsFrom = { major: 3, unless: { word: 'COMMIT_MODE', says: /\bCOMMIT_MODE\b.*["']auto["']/ } };

export const djangoRq = defineDialect({
  id: 'django-rq',
  name: 'Django-RQ',
  language: 'python',
  packages: ['django-rq'],
  versions: '2.10 – 3.2',
  docs: 'https://github.com/rq/django-rq#commit-mode',
  recognises: {
    enqueue: [
      {
        call: ['django_rq.enqueue', 'django_rq.get_queue().enqueue', 'django_rq.get_queue().enqueue_call'],
        sends: 'job',
        waitsFrom,
      },
      { call: ['django_rq.get_queue().enqueue_in', 'django_rq.get_queue().enqueue_at'], sends: 'job' },
      { call: 'django_rq.job', sentBy: ['delay', 'enqueue'], sends: 'job', waitsFrom },
    ],
  },
});

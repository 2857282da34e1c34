import { defineDialect } from '../define-dialect.ts';

export const celery = defineDialect({
  id: 'celery',
  name: 'Celery',
  language: 'python',
  packages: ['celery'],
  versions: '5.2 – 5.6',
  docs: 'https://docs.celeryq.dev/en/stable/userguide/tasks.html',
  recognises: {
    handler: [
      {
        call: ['celery.shared_task', 'celery.Celery().task'],
        ending: ['app.task', 'celery_app.task'],
        // With the pools of threads and of greenlets.
        mayOverlap: true,
        defers: ['delay', 'apply_async', 's', 'si', 'signature', 'map', 'starmap', 'chunks', 'retry', 'name'],
      },
    ],
  },
});

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
        bound: { keyword: 'bind', except: ['request'] },
        defers: ['delay', 'apply_async', 's', 'si', 'signature', 'map', 'starmap', 'chunks', 'retry', 'name'],
      },
    ],
    enqueue: [
      {
        call: ['celery.shared_task', 'celery.Celery().task'],
        ending: ['app.task', 'celery_app.task'],
        sentBy: ['delay', 'apply_async'],
        chained: ['s', 'si', 'signature', 'set', 'map', 'starmap', 'chunks'],
        sends: 'job',
      },
      {
        call: [
          'celery.Celery().send_task',
          'celery.current_app.send_task',
          'celery.chain()',
          'celery.chain().delay',
          'celery.chain().apply_async',
          'celery.group()',
          'celery.group().delay',
          'celery.group().apply_async',
          'celery.chord()',
          'celery.chord().delay',
          'celery.chord().apply_async',
          'celery.signature().delay',
          'celery.signature().apply_async',
          'celery.Celery().signature().delay',
          'celery.Celery().signature().apply_async',
        ],
        sends: 'job',
      },
    ],
  },
});

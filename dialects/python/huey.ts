import { defineDialect } from '../define-dialect.ts';

export const huey = defineDialect({
  id: 'huey',
  name: 'Huey',
  language: 'python',
  packages: ['huey'],
  versions: '2.5',
  docs: 'https://huey.readthedocs.io/en/latest/contrib.html#django',
  recognises: {
    // Calling a task enqueues it; `on_commit_task` waits by itself.
    enqueue: [
      {
        call: [
          'huey.contrib.djhuey.task',
          'huey.contrib.djhuey.db_task',
          'huey.RedisHuey().task',
          'huey.PriorityRedisHuey().task',
          'huey.RedisExpireHuey().task',
        ],
        sentBy: ['()', 'schedule'],
        sends: 'job',
      },
      { call: ['huey.contrib.djhuey.enqueue', 'huey.RedisHuey().enqueue'], sends: 'job' },
    ],
  },
});

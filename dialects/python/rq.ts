import { defineDialect } from '../define-dialect.ts';

export const rq = defineDialect({
  id: 'rq',
  name: 'RQ',
  language: 'python',
  packages: ['rq'],
  versions: '1.16 – 2.6',
  docs: 'https://python-rq.org/docs/',
  recognises: {
    enqueue: [
      {
        call: [
          'rq.Queue().enqueue',
          'rq.Queue().enqueue_call',
          'rq.Queue().enqueue_in',
          'rq.Queue().enqueue_at',
          'rq.Queue().enqueue_many',
        ],
        sends: 'job',
      },
      { call: 'rq.decorators.job', sentBy: ['delay', 'enqueue'], sends: 'job' },
    ],
  },
});

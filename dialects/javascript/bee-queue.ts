import { defineDialect } from '../define-dialect.ts';

/** `createJob` only makes a job; saving it enqueues it. */
export const beeQueue = defineDialect({
  id: 'bee-queue',
  name: 'Bee-Queue',
  language: 'javascript',
  packages: ['bee-queue'],
  versions: '2',
  docs: 'https://github.com/bee-queue/bee-queue#creating-jobs',
  makes: [
    { method: 'createJob', of: { instanceOf: 'bee-queue.default' }, instanceOf: 'bee-queue.Job' },
    {
      method: ['setId', 'retries', 'backoff', 'delayUntil', 'timeout'],
      of: { instanceOf: 'bee-queue.Job' },
      instanceOf: 'bee-queue.Job',
    },
  ],
  recognises: {
    enqueue: [
      { method: 'save', of: { instanceOf: 'bee-queue.Job' }, sends: 'job' },
      { method: 'saveAll', of: { instanceOf: 'bee-queue.default' }, named: /[qQ]ueue$/, sends: 'job' },
    ],
  },
});

import { defineDialect } from '../define-dialect.ts';

export const bullmq = defineDialect({
  id: 'bullmq',
  name: 'BullMQ',
  language: 'javascript',
  packages: ['bullmq', '@nestjs/bullmq'],
  versions: '5 – 6',
  docs: 'https://docs.bullmq.io/guide/queues',
  recognises: {
    enqueue: [
      {
        method: ['add', 'addBulk', 'upsertJobScheduler'],
        of: { instanceOf: ['bullmq.Queue', 'bullmq.QueuePro'] },
        named: /[qQ]ueues?$/,
        sends: 'job',
      },
      {
        method: ['add', 'addBulk'],
        of: { instanceOf: 'bullmq.FlowProducer' },
        named: /^\w*[fF]lowProducer$/,
        sends: 'job',
      },
    ],
  },
});

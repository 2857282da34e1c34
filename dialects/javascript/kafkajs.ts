import { defineDialect } from '../define-dialect.ts';

export const kafkajs = defineDialect({
  id: 'kafkajs',
  name: 'KafkaJS',
  language: 'javascript',
  packages: ['kafkajs'],
  versions: '2',
  docs: 'https://kafka.js.org/docs/producing',
  makes: [
    { method: 'producer', of: { instanceOf: 'kafkajs.Kafka' }, instanceOf: 'kafkajs.Producer' },
    { method: 'transaction', of: { instanceOf: 'kafkajs.Producer' }, instanceOf: 'kafkajs.Producer' },
  ],
  recognises: {
    enqueue: [
      {
        method: ['send', 'sendBatch'],
        of: { instanceOf: 'kafkajs.Producer' },
        named: /^(?:\w*[kK]afka)?[pP]roducer$/,
        sends: 'message',
      },
    ],
  },
});

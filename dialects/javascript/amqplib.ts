import { defineDialect } from '../define-dialect.ts';

/** `publish` and `sendToQueue` answer at once, with a boolean. */
export const amqplib = defineDialect({
  id: 'amqplib',
  name: 'amqplib (RabbitMQ)',
  language: 'javascript',
  packages: ['amqplib', 'amqp-connection-manager'],
  versions: '0.10',
  docs: 'https://amqp-node.github.io/amqplib/channel_api.html#channel_publish',
  makes: [
    {
      call: [
        'amqplib.connect',
        'amqplib.default.connect',
        'amqp-connection-manager.connect',
        'amqp-connection-manager.default.connect',
      ],
      instanceOf: 'amqplib.ChannelModel',
    },
    {
      method: ['createChannel', 'createConfirmChannel'],
      of: { instanceOf: ['amqplib.ChannelModel', 'amqplib.Connection'] },
      instanceOf: 'amqplib.Channel',
    },
  ],
  recognises: {
    enqueue: [
      {
        method: ['publish', 'sendToQueue'],
        of: { instanceOf: ['amqplib.Channel', 'amqplib.ConfirmChannel'] },
        named: /^(?:ch|\w*[cC]hannel)$/,
        sends: 'message',
      },
    ],
  },
});

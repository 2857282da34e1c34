import { defineDialect } from '../define-dialect.ts';

export const socketIo = defineDialect({
  id: 'socket.io',
  name: 'Socket.IO',
  language: 'javascript',
  packages: ['socket.io'],
  versions: '4',
  docs: 'https://socket.io/docs/v4/emitting-events/',
  makes: [
    {
      method: ['to', 'in', 'of', 'except'],
      of: { instanceOf: ['socket.io.Server', 'socket.io.default', 'socket.io.Socket', 'socket.io.BroadcastOperator'] },
      instanceOf: 'socket.io.BroadcastOperator',
    },
  ],
  recognises: {
    enqueue: [
      {
        method: 'emit',
        of: {
          instanceOf: ['socket.io.Server', 'socket.io.default', 'socket.io.Socket', 'socket.io.BroadcastOperator'],
        },
        named: /^io$/,
        sends: 'message',
      },
    ],
  },
});

import { defineDialect } from '../define-dialect.ts';

export const pusher = defineDialect({
  id: 'pusher',
  name: 'Pusher',
  language: 'javascript',
  packages: ['pusher'],
  versions: '5',
  docs: 'https://pusher.com/docs/channels/server_api/http-api/',
  recognises: {
    enqueue: [
      {
        method: ['trigger', 'triggerBatch'],
        of: { instanceOf: ['pusher.default', 'pusher.Pusher'] },
        named: /^\w*[pP]usher$/,
        sends: 'message',
      },
    ],
  },
});

import { defineDialect } from '../define-dialect.ts';

export const channels = defineDialect({
  id: 'channels',
  name: 'Django Channels',
  language: 'python',
  packages: ['channels'],
  versions: '3.0 – 4.3',
  docs: 'https://channels.readthedocs.io/en/latest/topics/channel_layers.html',
  recognises: {
    enqueue: [
      {
        call: ['channels.layers.get_channel_layer().group_send', 'channels.layers.get_channel_layer().send'],
        through: 'asgiref.sync.async_to_sync',
        sends: 'message',
      },
    ],
  },
});

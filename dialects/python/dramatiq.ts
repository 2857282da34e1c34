import { defineDialect } from '../define-dialect.ts';

export const dramatiq = defineDialect({
  id: 'dramatiq',
  name: 'Dramatiq',
  language: 'python',
  packages: ['dramatiq', 'django-dramatiq'],
  versions: '1.17 – 2.0',
  docs: 'https://dramatiq.io/guide.html',
  recognises: {
    enqueue: [
      { call: 'dramatiq.actor', sentBy: ['send', 'send_with_options'], sends: 'job' },
      { call: ['dramatiq.group().run', 'dramatiq.pipeline().run'], sends: 'job' },
    ],
  },
});

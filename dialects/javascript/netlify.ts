import { defineDialect } from '../define-dialect.ts';

export const netlify = defineDialect({
  id: 'netlify',
  name: 'Netlify',
  language: 'javascript',
  packages: ['@netlify/functions'],
  versions: '2.0 – 4.0',
  docs: 'https://docs.netlify.com/build/functions/overview/',
  recognises: {
    handler: [
      { type: 'Handler', from: '@netlify/functions', invocations: 'one-at-a-time' },
      { platform: 'folder', parameter: ['event', 'req', 'request'], invocations: 'one-at-a-time' },
      {
        place: /(?:^|\/)netlify\/functions\/(?:[^/]+\/)?[^/]+\.[cm]?[jt]s$/,
        beside: [],
        export: ['handler', 'default'],
        named: ['event', 'req', 'request'],
        invocations: 'one-at-a-time',
      },
    ],
  },
});

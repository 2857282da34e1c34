import { defineDialect } from '../define-dialect.ts';

export const vercel = defineDialect({
  id: 'vercel',
  name: 'Vercel',
  language: 'javascript',
  packages: ['@vercel/node', '@vercel/functions'],
  versions: '2025',
  docs: 'https://vercel.com/docs/fluid-compute',
  recognises: {
    handler: [
      { platform: 'build', parameter: ['req', 'request'], invocations: 'overlapping' },
      {
        place: /^api\/(?:[^_./][^/]*\/)*[^_./][^/]*\.[cm]?[jt]sx?$/,
        beside: ['vercel.json'],
        export: ['default', 'default.fetch'],
        named: ['req', 'request'],
        invocations: 'overlapping',
      },
      {
        place: /^api\/(?:[^_./][^/]*\/)*[^_./][^/]*\.[cm]?[jt]sx?$/,
        beside: ['vercel.json'],
        export: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
        invocations: 'overlapping',
      },
    ],
  },
});

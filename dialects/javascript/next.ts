import { defineDialect } from '../define-dialect.ts';

export const next = defineDialect({
  id: 'next',
  name: 'Next.js',
  language: 'javascript',
  packages: ['next'],
  versions: '13.2 – 16.0',
  docs: 'https://nextjs.org/docs/app/api-reference/file-conventions/route',
  recognises: {
    handler: [
      {
        place: /(?:^|\/)app\/(?:.+\/)?route\.[cm]?[jt]sx?$/,
        export: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
        invocations: 'overlapping',
      },
      {
        place: /(?:^|\/)pages\/api\/.+\.[cm]?[jt]sx?$/,
        export: 'default',
        named: ['req', 'request'],
        invocations: 'overlapping',
      },
    ],
  },
});

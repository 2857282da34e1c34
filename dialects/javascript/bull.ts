import { defineDialect } from '../define-dialect.ts';

export const bull = defineDialect({
  id: 'bull',
  name: 'Bull',
  language: 'javascript',
  packages: ['bull', '@nestjs/bull'],
  versions: '4',
  docs: 'https://github.com/OptimalBits/bull/blob/develop/REFERENCE.md#queueadd',
  recognises: {
    enqueue: [
      {
        method: ['add', 'addBulk'],
        of: { instanceOf: ['bull.default', 'bull.Queue', 'bull.default.Queue'] },
        named: /[qQ]ueues?$/,
        sends: 'job',
      },
    ],
  },
});

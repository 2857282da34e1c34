import { defineDialect } from '../define-dialect.ts';

export const inngest = defineDialect({
  id: 'inngest',
  name: 'Inngest',
  language: 'javascript',
  packages: ['inngest'],
  versions: '3',
  docs: 'https://www.inngest.com/docs/reference/events/send',
  recognises: {
    enqueue: [
      { method: 'send', of: { instanceOf: 'inngest.Inngest' }, named: /^\w*[iI]nngest(?:Client)?$/, sends: 'job' },
      { method: 'sendEvent', of: { instanceOf: 'inngest.GetStepTools' }, named: /^step$/, sends: 'job' },
    ],
  },
});

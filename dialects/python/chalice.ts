import { defineDialect } from '../define-dialect.ts';

export const chalice = defineDialect({
  id: 'chalice',
  name: 'Chalice',
  language: 'python',
  packages: ['chalice'],
  versions: '1.29 – 1.31',
  docs: 'https://aws.github.io/chalice/topics/purelambda.html',
  recognises: {
    handler: [
      {
        call: [
          'chalice.Chalice().lambda_function',
          'chalice.Chalice().route',
          'chalice.Chalice().schedule',
          'chalice.Chalice().on_sqs_message',
          'chalice.Chalice().on_s3_event',
          'chalice.Blueprint().route',
        ],
      },
    ],
  },
});

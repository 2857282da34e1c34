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
          'chalice.Chalice().on_sns_message',
          'chalice.Chalice().on_cw_event',
          'chalice.Chalice().on_kinesis_record',
          'chalice.Chalice().on_dynamodb_record',
          'chalice.Chalice().on_ws_message',
          'chalice.Chalice().authorizer',
          'chalice.Blueprint().on_sqs_message',
          'chalice.Blueprint().route',
        ],
      },
    ],
  },
});

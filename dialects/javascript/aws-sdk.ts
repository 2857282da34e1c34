import { defineDialect } from '../define-dialect.ts';

/** Version 3 sends commands; version 2 has a method for each, and sends with `.promise()` or a callback. */
export const awsSdk = defineDialect({
  id: 'aws-sdk',
  name: 'AWS SDK: SQS, SNS, EventBridge, SES',
  language: 'javascript',
  packages: [
    'aws-sdk',
    '@aws-sdk/client-sqs',
    '@aws-sdk/client-sns',
    '@aws-sdk/client-eventbridge',
    '@aws-sdk/client-ses',
    '@aws-sdk/client-sesv2',
  ],
  versions: '2 – 3',
  docs: 'https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/client/sqs/command/SendMessageCommand/',
  recognises: {
    enqueue: [
      {
        method: 'send',
        of: { instanceOf: '@aws-sdk/client-sqs.SQSClient' },
        given: {
          0: [
            '@aws-sdk/client-sqs.SendMessageCommand',
            '@aws-sdk/client-sqs.SendMessageBatchCommand',
            '@aws-sdk/client-sns.PublishCommand',
            '@aws-sdk/client-sns.PublishBatchCommand',
            '@aws-sdk/client-eventbridge.PutEventsCommand',
          ],
        },
        sends: 'message',
      },
      {
        method: 'send',
        of: { instanceOf: '@aws-sdk/client-ses.SESClient' },
        given: {
          0: [
            '@aws-sdk/client-ses.SendEmailCommand',
            '@aws-sdk/client-ses.SendRawEmailCommand',
            '@aws-sdk/client-ses.SendTemplatedEmailCommand',
            '@aws-sdk/client-ses.SendBulkTemplatedEmailCommand',
            '@aws-sdk/client-sesv2.SendEmailCommand',
            '@aws-sdk/client-sesv2.SendBulkEmailCommand',
          ],
        },
        sends: 'mail',
      },
      {
        method: ['sendMessage', 'sendMessageBatch'],
        of: {
          instanceOf: ['aws-sdk.SQS', 'aws-sdk.default.SQS', 'aws-sdk/clients/sqs.default', '@aws-sdk/client-sqs.SQS'],
        },
        named: /^sqs\w*$/i,
        sends: 'message',
      },
      {
        method: ['publish', 'publishBatch'],
        of: {
          instanceOf: ['aws-sdk.SNS', 'aws-sdk.default.SNS', 'aws-sdk/clients/sns.default', '@aws-sdk/client-sns.SNS'],
        },
        named: /^sns\w*$/i,
        sends: 'message',
      },
      {
        method: 'putEvents',
        of: {
          instanceOf: [
            'aws-sdk.EventBridge',
            'aws-sdk.default.EventBridge',
            'aws-sdk/clients/eventbridge.default',
            '@aws-sdk/client-eventbridge.EventBridge',
          ],
        },
        named: /^event_?bridge\w*$/i,
        sends: 'message',
      },
      {
        method: ['sendEmail', 'sendRawEmail', 'sendTemplatedEmail'],
        of: {
          instanceOf: [
            'aws-sdk.SES',
            'aws-sdk.default.SES',
            'aws-sdk/clients/ses.default',
            '@aws-sdk/client-ses.SES',
            '@aws-sdk/client-sesv2.SESv2',
          ],
        },
        named: /^ses(?:Client|v2)?$/i,
        sends: 'mail',
      },
    ],
  },
});

import { defineDialect } from '../define-dialect.ts';

// A client is told by its methods: no other service has one of these names that sends nothing.
export const boto3 = defineDialect({
  id: 'boto3',
  name: 'AWS SDK for Python: SQS, SNS, EventBridge, SES',
  language: 'python',
  packages: ['boto3'],
  versions: '1.26 – 1.40',
  docs: 'https://docs.aws.amazon.com/boto3/latest/reference/services/sqs/client/send_message.html',
  recognises: {
    enqueue: [
      {
        call: [
          'boto3.client().send_message',
          'boto3.client().send_message_batch',
          'boto3.client().publish',
          'boto3.client().publish_batch',
          'boto3.client().put_events',
          'boto3.Session().client().send_message',
          'boto3.session.Session().client().publish',
          'boto3.resource().Queue().send_message',
          'boto3.resource().get_queue_by_name().send_message',
        ],
        sends: 'message',
      },
      {
        call: ['boto3.client().send_email', 'boto3.client().send_raw_email', 'boto3.client().send_templated_email'],
        sends: 'mail',
      },
    ],
  },
});

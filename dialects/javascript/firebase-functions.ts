import { defineDialect } from '../define-dialect.ts';

export const firebaseFunctions = defineDialect({
  id: 'firebase-functions',
  name: 'Firebase',
  language: 'javascript',
  packages: ['firebase-functions'],
  versions: '4.0 – 6.3',
  docs: 'https://firebase.google.com/docs/functions/manage-functions',
  makes: [
    {
      call: ['firebase-functions.firestore.document', 'firebase-functions/v1.firestore.document'],
      instanceOf: 'firebase-functions/v1.firestore.DocumentBuilder',
    },
    {
      method: 'document',
      of: { instanceOf: 'firebase-functions/v1.FunctionBuilder', property: 'firestore' },
      instanceOf: 'firebase-functions/v1.firestore.DocumentBuilder',
    },
    {
      call: ['firebase-functions.pubsub.schedule', 'firebase-functions/v1.pubsub.schedule'],
      instanceOf: 'firebase-functions/v1.pubsub.ScheduleBuilder',
    },
    {
      call: [
        'firebase-functions.region',
        'firebase-functions.runWith',
        'firebase-functions/v1.region',
        'firebase-functions/v1.runWith',
      ],
      instanceOf: 'firebase-functions/v1.FunctionBuilder',
    },
  ],
  recognises: {
    handler: [
      {
        call: ['firebase-functions/v1.https.onRequest', 'firebase-functions/v1.https.onCall'],
        callback: -1,
        invocations: 'one-at-a-time',
      },
      {
        method: ['onRequest', 'onCall'],
        of: { instanceOf: 'firebase-functions/v1.FunctionBuilder', property: 'https' },
        callback: -1,
        invocations: 'one-at-a-time',
      },
      {
        method: ['onCreate', 'onUpdate', 'onWrite', 'onDelete'],
        of: { instanceOf: 'firebase-functions/v1.firestore.DocumentBuilder' },
        callback: -1,
        invocations: 'one-at-a-time',
      },
      {
        method: 'onRun',
        of: { instanceOf: 'firebase-functions/v1.pubsub.ScheduleBuilder' },
        callback: -1,
        invocations: 'one-at-a-time',
      },
      {
        call: [
          // The second generation since version 6, the first before.
          'firebase-functions.https.onRequest',
          'firebase-functions.https.onCall',
          'firebase-functions/v2/https.onRequest',
          'firebase-functions/v2/https.onCall',
          'firebase-functions/https.onRequest',
          'firebase-functions/https.onCall',
          'firebase-functions/v2/firestore.onDocumentCreated',
          'firebase-functions/v2/firestore.onDocumentUpdated',
          'firebase-functions/v2/firestore.onDocumentWritten',
          'firebase-functions/v2/firestore.onDocumentDeleted',
          'firebase-functions/firestore.onDocumentCreated',
          'firebase-functions/firestore.onDocumentUpdated',
          'firebase-functions/firestore.onDocumentWritten',
          'firebase-functions/firestore.onDocumentDeleted',
          'firebase-functions/v2/pubsub.onMessagePublished',
          'firebase-functions/pubsub.onMessagePublished',
          'firebase-functions/v2/scheduler.onSchedule',
          'firebase-functions/scheduler.onSchedule',
          'firebase-functions/v2/storage.onObjectFinalized',
          'firebase-functions/storage.onObjectFinalized',
        ],
        callback: -1,
        invocations: 'overlapping',
      },
    ],
  },
});

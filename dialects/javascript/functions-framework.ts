import { defineDialect } from '../define-dialect.ts';

export const functionsFramework = defineDialect({
  id: 'functions-framework',
  name: 'Google Cloud Functions',
  language: 'javascript',
  packages: ['@google-cloud/functions-framework'],
  versions: '3.0 – 4.0',
  docs: 'https://cloud.google.com/run/docs/tips/functions-best-practices',
  recognises: {
    handler: [
      {
        call: ['@google-cloud/functions-framework.http', '@google-cloud/functions-framework.cloudEvent'],
        callback: 1,
        // The concurrency of an instance is a setting of the deployment.
        invocations: 'overlapping',
      },
      { platform: 'google', parameter: ['req', 'request', 'event'], invocations: 'overlapping' },
    ],
  },
});

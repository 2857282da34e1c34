import { defineDialect } from '../define-dialect.ts';

export const functionsFrameworkPython = defineDialect({
  id: 'functions-framework',
  name: 'Google Cloud Functions',
  language: 'python',
  packages: ['functions-framework'],
  versions: '3.0 – 3.8',
  docs: 'https://cloud.google.com/functions/docs/writing',
  recognises: {
    handler: [
      {
        call: ['functions_framework.http', 'functions_framework.cloud_event'],
        // A function of the second generation may be given several requests at a time, each in its thread.
        overlaps: true,
      },
    ],
  },
});

import { defineDialect } from '../define-dialect.ts';

export const triggerDev = defineDialect({
  id: 'trigger-dev',
  name: 'Trigger.dev',
  language: 'javascript',
  packages: ['@trigger.dev/sdk'],
  versions: '3 – 4',
  docs: 'https://trigger.dev/docs/triggering',
  makes: [
    {
      call: [
        '@trigger.dev/sdk.task',
        '@trigger.dev/sdk/v3.task',
        '@trigger.dev/sdk.schemaTask',
        '@trigger.dev/sdk/v3.schemaTask',
      ],
      instanceOf: '@trigger.dev/sdk.Task',
    },
  ],
  recognises: {
    enqueue: [
      {
        call: [
          '@trigger.dev/sdk.tasks.trigger',
          '@trigger.dev/sdk.tasks.batchTrigger',
          '@trigger.dev/sdk/v3.tasks.trigger',
          '@trigger.dev/sdk/v3.tasks.batchTrigger',
        ],
        sends: 'job',
      },
      { method: ['trigger', 'batchTrigger'], of: { instanceOf: '@trigger.dev/sdk.Task' }, sends: 'job' },
    ],
  },
});

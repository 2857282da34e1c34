import { defineDialect } from '../define-dialect.ts';

export const azureFunctionsPython = defineDialect({
  id: 'azure-functions',
  name: 'Azure Functions',
  language: 'python',
  packages: ['azure-functions'],
  versions: '1.17 – 1.21',
  docs: 'https://learn.microsoft.com/azure/azure-functions/functions-reference-python',
  recognises: {
    handler: [
      {
        call: [
          'azure.functions.FunctionApp().route',
          'azure.functions.FunctionApp().function_name',
          'azure.functions.FunctionApp().queue_trigger',
          'azure.functions.FunctionApp().timer_trigger',
          'azure.functions.Blueprint().route',
        ],
        // The worker runs functions that are not coroutines in a pool of threads.
        overlaps: true,
      },
    ],
  },
});

import { defineDialect } from '../define-dialect.ts';

export const azureFunctions = defineDialect({
  id: 'azure-functions',
  name: 'Azure Functions',
  language: 'javascript',
  packages: ['@azure/functions'],
  versions: '3.5, 4.0 – 4.7',
  docs: 'https://learn.microsoft.com/azure/azure-functions/functions-reference-node',
  recognises: {
    handler: [
      {
        call: [
          '@azure/functions.app.http',
          '@azure/functions.app.get',
          '@azure/functions.app.post',
          '@azure/functions.app.timer',
          '@azure/functions.app.storageQueue',
          '@azure/functions.app.storageBlob',
          '@azure/functions.app.serviceBusQueue',
          '@azure/functions.app.serviceBusTopic',
          '@azure/functions.app.eventHub',
          '@azure/functions.app.cosmosDB',
        ],
        callback: 1,
        property: 'handler',
        invocations: 'overlapping',
      },
      { type: 'AzureFunction', from: '@azure/functions', invocations: 'overlapping' },
      { platform: 'azure', parameter: 'context', invocations: 'overlapping' },
    ],
  },
});

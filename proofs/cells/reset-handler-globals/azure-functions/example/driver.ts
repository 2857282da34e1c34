import type { HttpRequest, InvocationContext } from '@azure/functions';
import { askReceipts } from './receipts.ts';

type Handler = (request: HttpRequest, context: InvocationContext) => Promise<{ jsonBody: string[] }>;

// The host hands this module to the library: it takes the functions that a program registers.
const registered: Handler[] = [];
const host = {
  setProgrammingModel() {},
  registerHook() {},
  registerFunction(_metadata: unknown, handler: Handler) {
    registered.push(handler);
  },
};
const loader = require('node:module') as { _load(name: string, ...rest: unknown[]): unknown };
const load = loader._load;
loader._load = (name, ...rest) => (name === '@azure/functions-core' ? host : load(name, ...rest));

require('./program.ts');
const azure = require('@azure/functions') as typeof import('@azure/functions');
void askReceipts(async (id) => {
  const request = new azure.HttpRequest({ method: 'GET', url: 'https://shop.example/receipt', params: { id } });
  const context = new azure.InvocationContext({ functionName: 'receipt', logHandler() {} });
  const answer = await registered[0]?.(request, context);
  return structuredClone(answer?.jsonBody ?? []);
});

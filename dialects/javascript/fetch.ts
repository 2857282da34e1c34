import { defineDialect } from '../define-dialect.ts';

/** Part of the runtime: no package brings it. */
export const fetchApi = defineDialect({
  id: 'fetch',
  name: 'fetch',
  language: 'javascript',
  packages: [],
  versions: 'Node 18 – 24',
  docs: 'https://developer.mozilla.org/docs/Web/API/Window/fetch',
  recognises: {
    enqueue: [
      {
        call: 'globalThis.fetch',
        saying: { 1: /\bmethod: ?['"`](?:POST|PUT|PATCH|DELETE)/i },
        sends: 'request',
      },
    ],
  },
});

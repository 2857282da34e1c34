import { defineDialect } from '../define-dialect.ts';

export const httpx = defineDialect({
  id: 'httpx',
  name: 'HTTPX',
  language: 'python',
  packages: ['httpx'],
  versions: '0.27 – 0.28',
  docs: 'https://www.python-httpx.org/quickstart/',
  recognises: {
    enqueue: [{ call: ['httpx.post', 'httpx.put', 'httpx.patch', 'httpx.delete'], sends: 'request' }],
  },
});

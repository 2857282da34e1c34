import { defineDialect } from '../define-dialect.ts';

export const requests = defineDialect({
  id: 'requests',
  name: 'Requests',
  language: 'python',
  packages: ['requests'],
  versions: '2.31 – 2.32',
  docs: 'https://requests.readthedocs.io/en/latest/user/quickstart/',
  recognises: {
    enqueue: [
      {
        call: ['requests.post', 'requests.put', 'requests.patch', 'requests.delete', 'requests.Session().post'],
        sends: 'request',
      },
    ],
  },
});

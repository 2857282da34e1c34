import { defineDialect } from '../define-dialect.ts';

/** A loader is made for one request: it keeps what it has loaded, by key, for as long as it lives. */
export const dataloader = defineDialect({
  id: 'dataloader',
  name: 'DataLoader',
  language: 'javascript',
  packages: ['dataloader'],
  versions: '2',
  docs: 'https://github.com/graphql/dataloader#caching-per-request',
  recognises: {
    query: [
      {
        method: 'new',
        of: { instanceOf: 'dataloader.default' },
        named: /\w*DataLoader/,
        answer: 'kept',
        sentBy: ['load', 'loadMany'],
        unless: ['clear', 'clearAll'],
        unlessGiven: ['cache', 'cacheMap'],
      },
    ],
  },
});

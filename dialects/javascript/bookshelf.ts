import { defineDialect } from '../define-dialect.ts';

export const bookshelf = defineDialect({
  id: 'bookshelf',
  name: 'Bookshelf',
  language: 'javascript',
  packages: ['bookshelf'],
  versions: '1.2',
  docs: 'https://bookshelfjs.org/api.html#Model-instance-fetch',
  makes: [
    { call: 'bookshelf.default', instanceOf: 'bookshelf.Bookshelf' },
    { method: 'model', of: { instanceOf: 'bookshelf.Bookshelf' }, instanceOf: 'bookshelf.Model' },
    {
      method: 'extend',
      of: { instanceOf: 'bookshelf.Bookshelf', property: 'Model' },
      instanceOf: 'bookshelf.Model',
    },
  ],
  recognises: {
    query: [
      {
        method: ['fetchAll', 'fetchPage', 'count'],
        of: { instanceOf: 'bookshelf.Model' },
        named: /^[A-Z]\w*[a-z]\w*$/,
        answer: 'sent',
      },
      {
        method: ['where', 'query', 'forge'],
        of: { instanceOf: 'bookshelf.Model' },
        named: /^[A-Z]\w*[a-z]\w*$/,
        answer: 'inert',
        sentBy: ['fetch', 'fetchAll', 'fetchPage', 'count'],
      },
    ],
  },
});

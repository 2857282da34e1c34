import { defineDialect } from '../define-dialect.ts';

/** A cursor gives its rows once; what is made of them by a promise is kept. */
export const mongodb = defineDialect({
  id: 'mongodb',
  name: 'MongoDB driver',
  language: 'javascript',
  packages: ['mongodb'],
  versions: '6 – 7',
  docs: 'https://www.mongodb.com/docs/drivers/node/current/crud/query/cursor/',
  makes: [
    { call: 'mongodb.MongoClient.connect', instanceOf: 'mongodb.MongoClient' },
    { method: 'connect', of: { instanceOf: 'mongodb.MongoClient' }, instanceOf: 'mongodb.MongoClient' },
    { method: 'db', of: { instanceOf: 'mongodb.MongoClient' }, instanceOf: 'mongodb.Db' },
    { method: 'collection', of: { instanceOf: 'mongodb.Db' }, instanceOf: 'mongodb.Collection' },
  ],
  recognises: {
    row: [
      {
        does: 'read',
        method: 'findOne',
        of: { instanceOf: 'mongodb.Collection' },
        table: 'receiver',
        where: { argument: 0 },
      },
      {
        does: 'write',
        method: ['updateOne', 'findOneAndUpdate'],
        of: { instanceOf: 'mongodb.Collection' },
        table: 'receiver',
        where: { argument: 0 },
        values: { argument: 1 },
      },
      {
        does: 'save',
        method: ['replaceOne', 'findOneAndReplace'],
        of: { instanceOf: 'mongodb.Collection' },
        table: 'receiver',
        where: { argument: 0 },
        row: { argument: 1 },
        writesWhole: true,
      },
    ],
    query: [
      {
        method: ['findOne', 'countDocuments', 'estimatedDocumentCount', 'distinct'],
        of: { instanceOf: 'mongodb.Collection' },
        named: /^\w*[cC]ollection$/,
        answer: 'sent',
      },
      {
        method: ['find', 'aggregate'],
        of: { instanceOf: 'mongodb.Collection' },
        named: /^\w*[cC]ollection$/,
        answer: 'consumed',
        sentBy: ['toArray', 'next', 'tryNext', 'hasNext', 'forEach', 'explain'],
        unless: ['rewind', 'out', 'merge', 'clone'],
      },
    ],
  },
  insteadOfLocks: {
    sum: '`$inc`, with the old value in the condition where it is tested',
    list: '`$push` or `$addToSet`',
    key: '`$set` of that key alone, by its path',
    otherwise: '`findOneAndUpdate` with what was read in its condition',
  },
});

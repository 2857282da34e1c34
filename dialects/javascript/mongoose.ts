import { defineDialect } from '../define-dialect.ts';

/** A query can be sent once; awaiting it again throws. An aggregation is sent anew. */
export const mongoose = defineDialect({
  id: 'mongoose',
  name: 'Mongoose',
  language: 'javascript',
  packages: ['mongoose'],
  versions: '8 – 9',
  docs: 'https://mongoosejs.com/docs/queries.html',
  makes: [{ call: ['mongoose.model', 'mongoose.default.model'], instanceOf: 'mongoose.Model' }],
  recognises: {
    query: [
      {
        method: ['find', 'findOne', 'findById', 'countDocuments', 'estimatedDocumentCount', 'distinct', 'exists'],
        of: { instanceOf: 'mongoose.Model' },
        named: /^[A-Z]\w*[a-z]\w*$/,
        answer: 'single-use',
        sentBy: ['exec'],
        unless: ['clone', 'cursor', 'updateOne', 'updateMany', 'deleteOne', 'deleteMany'],
      },
      {
        method: 'aggregate',
        of: { instanceOf: 'mongoose.Model' },
        named: /^[A-Z]\w*[a-z]\w*$/,
        answer: 'renewed',
        sentBy: ['exec'],
        unless: ['out', 'merge', 'cursor'],
      },
    ],
  },
});

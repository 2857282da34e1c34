import type { AtomicGuard } from '../../src/model/atomic-patterns.ts';
import { defineDialect } from '../define-dialect.ts';

const guard: AtomicGuard = {
  condition: '{column}: { {operator}: {bound} }',
  operators: { '<': '$lt', '<=': '$lte', '>': '$gt', '>=': '$gte' },
  none: '{changed}.matchedCount === 0',
};

/** Middleware, validators and setters: an update by `$inc` runs none of them. */
const savedInOtherWays =
  /\.(?:pre|post)\(\s*\[?\s*['"](?:save|validate)|\.plugin\(|(?<![\w$])(?:set|get|validate|min|max)\s*:|\bpaths?\([^)]*\)\.(?:set|validate)\(/;

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
    row: [
      {
        does: 'read',
        method: ['findOne', 'findById'],
        of: { instanceOf: 'mongoose.Model' },
        named: /^[A-Z]\w*[a-z]\w*$/,
        unless: ['clone', 'cursor', 'updateOne', 'deleteOne', 'lean'],
        table: 'receiver',
        where: { argument: 0 },
        versioned: /\boptimisticConcurrency:\s*(?:true\b|\[)/,
      },
      {
        does: 'write',
        method: ['findOneAndUpdate', 'findByIdAndUpdate'],
        of: { instanceOf: 'mongoose.Model' },
        named: /^[A-Z]\w*[a-z]\w*$/,
        table: 'receiver',
        where: { argument: 0 },
        values: { argument: 1 },
        atomic: { values: '{ $inc: { {column}: {signed} } }' },
      },
      {
        does: 'write',
        method: 'updateOne',
        of: { instanceOf: 'mongoose.Model' },
        named: /^[A-Z]\w*[a-z]\w*$/,
        table: 'receiver',
        where: { argument: 0 },
        values: { argument: 1 },
        atomic: {
          values: '{ $inc: { {column}: {signed} } }',
          guard,
        },
      },
      {
        ofRow: true,
        method: 'save',
        sendsChanges: true,
        threads: { carried: true },
        atomic: {
          whole: '{table}.updateOne({ _id: {row}._id{condition} }, { $inc: { {column}: {signed} } })',
          unless: savedInOtherWays,
          guard,
        },
      },
    ],
    transaction: [
      {
        method: 'withTransaction',
        of: { instanceOf: ['mongoose.ClientSession', 'mongodb.ClientSession'] },
        named: /^\w*[sS]ession$/,
        callback: 0,
        isRetried: true,
      },
      {
        method: 'transaction',
        of: { instanceOf: ['mongoose.Connection', 'mongoose.default.connection'] },
        named: /^(?:conn|connection)$/,
        callback: 0,
        handle: { parameter: 0, instanceOf: 'mongoose.ClientSession' },
        isRetried: true,
      },
      {
        method: 'startTransaction',
        of: { instanceOf: ['mongoose.ClientSession', 'mongodb.ClientSession'] },
        named: /^\w*[sS]ession$/,
        closed: { commit: { method: 'commitTransaction' }, rollback: { method: 'abortTransaction' } },
      },
    ],
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
  insteadOfLocks: {
    sum: '`$inc`, with the old value in the condition where it is tested',
    list: '`$push` or `$addToSet`',
    key: '`$set` of that key alone, by its path',
    otherwise: '`findOneAndUpdate` with what was read in its condition, or `optimisticConcurrency: true` in the schema',
  },
});

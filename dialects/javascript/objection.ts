import { asSpelled } from '../comparisons.ts';
import { defineDialect } from '../define-dialect.ts';
import { locklessDrivers } from '../lockless-drivers.ts';

const writing = [
  'insert',
  'insertAndFetch',
  'insertGraph',
  'update',
  'updateAndFetchById',
  'patch',
  'patchAndFetchById',
  'upsertGraph',
  'delete',
  'deleteById',
  'truncate',
  'increment',
  'decrement',
];

/** Hooks, and limits that a schema sets: they know nothing of a value that the database works out. */
const savedInOtherWays = /\$(?:before|after)Update\b|\$formatDatabaseJson\b|\b(?:minimum|maximum|exclusiveM\w+)\s*:/;

export const objection = defineDialect({
  id: 'objection',
  name: 'Objection',
  language: 'javascript',
  packages: ['objection'],
  versions: '3',
  docs: 'https://vincit.github.io/objection.js/guide/transactions.html',
  recognises: {
    row: [
      {
        does: 'read',
        method: 'query',
        of: { instanceOf: 'objection.Model', isStatic: true },
        named: /^[A-Z]\w*[a-z]\w*$/,
        chained: ['findById', 'findOne', 'first'],
        unless: [...writing, 'withGraphJoined', 'joinRelated', 'leftJoinRelated', 'distinct', 'groupBy'],
        table: 'receiver',
        where: { chained: ['findById', 'findOne', 'where'] },
        locks: { chained: ['forUpdate', 'forNoKeyUpdate'], code: '.forUpdate()' },
        threads: { given: '{handle}' },
      },
      {
        does: 'list',
        method: 'query',
        of: { instanceOf: 'objection.Model', isStatic: true },
        named: /^[A-Z]\w*[a-z]\w*$/,
        unless: [...writing, 'findById', 'findOne', 'first'],
        table: 'receiver',
        locks: { chained: ['forUpdate', 'forNoKeyUpdate'], code: '.forUpdate()' },
        threads: { given: '{handle}' },
      },
      {
        does: 'write',
        method: 'query',
        of: { instanceOf: 'objection.Model', isStatic: true },
        named: /^[A-Z]\w*[a-z]\w*$/,
        chained: ['patch', 'update'],
        table: 'receiver',
        where: { chained: ['findById', 'findOne', 'where'] },
        values: { argument: 0 },
        threads: { given: '{handle}' },
        atomic: {
          method: '{method}',
          values: "'{column}', {value}",
          unless: savedInOtherWays,
          guard: {
            condition: ".where('{column}', '{operator}', {bound})",
            operators: asSpelled,
            // Its types take the count for a row (objection 3.1, IncrementDecrementMethod).
            none: '!{changed}',
          },
        },
      },
      {
        ofRow: true,
        method: '$query',
        chained: ['patch', 'patchAndFetch', 'update', 'updateAndFetch'],
        values: { argument: 0 },
        threads: { given: '{handle}' },
        atomic: { method: '{method}', values: "'{column}', {value}", unless: savedInOtherWays },
      },
    ],
    query: [
      {
        method: 'query',
        of: { instanceOf: 'objection.Model', isStatic: true },
        named: /^[A-Z]\w*[a-z]\w*$/,
        answer: 'renewed',
        sentBy: ['execute'],
        unless: writing,
        gathers: { by: ['where', 'andWhere', 'orWhere', 'whereIn', 'join', 'orderBy', 'limit'] },
      },
    ],
    'after-commit': [
      {
        method: 'then',
        of: { instanceOf: 'objection.Transaction', property: 'executionPromise' },
        named: /^(?:trx|tx|\w*[tT]ransaction)$/,
        callback: 0,
      },
    ],
    transaction: [
      {
        call: 'objection.transaction',
        callback: -1,
        handle: { parameter: 0, instanceOf: 'objection.Transaction', named: /^trx$/ },
      },
      {
        method: 'transaction',
        of: { instanceOf: 'objection.Model', isStatic: true },
        named: /^[A-Z]\w*[a-z]\w*$/,
        callback: -1,
        handle: { parameter: 0, instanceOf: 'objection.Transaction', named: /^trx$/ },
      },
      {
        method: 'startTransaction',
        of: { instanceOf: 'objection.Model', isStatic: true },
        named: /^[A-Z]\w*[a-z]\w*$/,
        handle: { returned: true, instanceOf: 'objection.Transaction' },
        closed: { commit: { method: 'commit' }, rollback: { method: 'rollback' }, ignoresFailedCommit: true },
      },
    ],
  },
  writes: {
    rowLock: {
      whenSaved: /\$(?:before|after)Update\b/,
      lockless: locklessDrivers,
      handle: ['trx', 'tx', 'transaction'],
      code: '{connection}.transaction(async ({handle}) => {body})',
      connection: '{receiver}',
    },
  },
});

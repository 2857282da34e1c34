import { defineDialect } from '../define-dialect.ts';
import { locklessDrivers } from '../lockless-drivers.ts';

const models = ['sequelize.Model', 'sequelize-typescript.Model', '@sequelize/core.Model'] as const;

const versioned = /\bversion:\s*(?:true\b|['"])|@Version\b/;

/** Hooks, validators, setters: an increment runs none of them. */
const savedInOtherWays =
  /\bhooks\s*:|\b(?:before|after)(?:Bulk)?(?:Save|Update|Validate)\b|\bvalidate\s*:|\b(?:set|get)\s*(?:\w+\s*)?\(\s*(?:\w+[^)]*)?\)\s*(?::\s*\w+\s*)?\{|@(?:BeforeUpdate|AfterUpdate|BeforeSave|AfterSave|Min|Max|Is\w+)\b/;

export const sequelize = defineDialect({
  id: 'sequelize',
  name: 'Sequelize',
  language: 'javascript',
  packages: ['sequelize', 'sequelize-typescript', '@sequelize/core'],
  versions: '6',
  docs: 'https://sequelize.org/docs/v6/other-topics/transactions/#the-aftercommit-hook',
  makes: [
    {
      method: 'define',
      of: { instanceOf: ['sequelize.Sequelize', 'sequelize.default', '@sequelize/core.Sequelize'] },
      instanceOf: 'sequelize.Model',
    },
  ],
  recognises: {
    row: [
      {
        does: 'read',
        method: 'findByPk',
        of: { instanceOf: models, isStatic: true },
        named: /^[A-Z]\w*[a-z]\w*$/,
        table: 'receiver',
        where: { argument: 0 },
        joins: ['include'],
        locks: { option: 'lock', argument: 1, value: '{handle}.LOCK.UPDATE' },
        versioned,
        threads: { option: 'transaction', argument: 1 },
      },
      {
        does: 'read',
        method: 'findOne',
        of: { instanceOf: models, isStatic: true },
        named: /^[A-Z]\w*[a-z]\w*$/,
        table: 'receiver',
        where: { argument: 0, property: 'where' },
        joins: ['include'],
        locks: { option: 'lock', argument: 0, value: '{handle}.LOCK.UPDATE' },
        versioned,
        threads: { option: 'transaction', argument: 0 },
      },
      {
        does: 'list',
        method: 'findAll',
        of: { instanceOf: models, isStatic: true },
        named: /^[A-Z]\w*[a-z]\w*$/,
        table: 'receiver',
        locks: { option: 'lock', argument: 0, value: '{handle}.LOCK.UPDATE' },
        versioned,
        threads: { option: 'transaction', argument: 0 },
      },
      {
        does: 'write',
        method: 'update',
        of: { instanceOf: models, isStatic: true },
        named: /^[A-Z]\w*[a-z]\w*$/,
        table: 'receiver',
        values: { argument: 0 },
        where: { argument: 1, property: 'where' },
        threads: { option: 'transaction', argument: 1 },
        atomic: { method: '{method}', values: '{ {column}: {value} }', unless: savedInOtherWays },
      },
      {
        ofRow: true,
        method: 'save',
        threads: { option: 'transaction', argument: 0 },
        atomic: { whole: "{row}.{method}('{column}', { by: {value}{options} })", unless: savedInOtherWays },
      },
      {
        ofRow: true,
        method: 'update',
        values: { argument: 0 },
        threads: { option: 'transaction', argument: 1 },
        atomic: { method: '{method}', values: "'{column}', { by: {value}{options} }", unless: savedInOtherWays },
      },
    ],
    query: [
      {
        method: ['findAll', 'findOne', 'findByPk', 'findAndCountAll', 'count'],
        of: {
          instanceOf: ['sequelize.Model', 'sequelize-typescript.Model', '@sequelize/core.Model'],
          isStatic: true,
        },
        named: /^[A-Z]\w*[a-z]\w*$/,
        answer: 'sent',
      },
      {
        method: 'query',
        of: {
          instanceOf: [
            'sequelize.Sequelize',
            'sequelize.default',
            'sequelize-typescript.Sequelize',
            '@sequelize/core.Sequelize',
          ],
        },
        named: /^\w*[sS]equelize$/,
        sql: 0,
        answer: 'sent',
      },
    ],
    'after-commit': [
      {
        method: 'afterCommit',
        of: { instanceOf: ['sequelize.Transaction', '@sequelize/core.Transaction'] },
        named: /^(?:t|tx|trx|\w*[tT]ransaction)$/,
        callback: 0,
      },
    ],
    transaction: [
      {
        method: 'transaction',
        of: {
          instanceOf: [
            'sequelize.Sequelize',
            'sequelize.default',
            'sequelize-typescript.Sequelize',
            '@sequelize/core.Sequelize',
          ],
        },
        named: /^(?:\w*[sS]equelize|db)$/,
        callback: -1,
        handle: {
          parameter: 0,
          returned: true,
          instanceOf: 'sequelize.Transaction',
          named: /^(?:t|tx|trx|\w*[tT]ransaction)$/,
        },
        closed: { commit: { method: 'commit' }, rollback: { method: 'rollback' } },
        isAmbient: true,
      },
    ],
  },
  hooks: {
    property: 'hooks',
    names: [
      'afterCreate',
      'afterUpdate',
      'afterSave',
      'afterDestroy',
      'afterUpsert',
      'afterBulkCreate',
      'afterBulkUpdate',
      'afterBulkDestroy',
    ],
    decorators: [
      'sequelize-typescript.AfterCreate',
      'sequelize-typescript.AfterUpdate',
      'sequelize-typescript.AfterSave',
      'sequelize-typescript.AfterDestroy',
      'sequelize-typescript.AfterUpsert',
      'sequelize-typescript.AfterBulkCreate',
      'sequelize-typescript.AfterBulkUpdate',
      'sequelize-typescript.AfterBulkDestroy',
    ],
    handle: 'transaction',
    optionsFirst: /^@?[aA]fterBulk(?:Update|Destroy)$/,
  },
  writes: {
    rowLock: {
      whenSaved: /\b(?:before|after)(?:Save|Update|Validate)\b/i,
      lockless: locklessDrivers,
      handle: ['t', 'transaction', 'trx'],
      code: '{connection}.transaction(async ({handle}) => {body})',
      connection: '{receiver}.sequelize',
      asserted: '!',
    },
    // commit() of 6.37 runs its hooks in a `finally`.
    afterCommit: {
      code: '{handle}.afterCommit({callback})',
      nested: 'early',
      ignoresFailedCommit: true,
      outermost: {
        code: '({handle}.parent ?? {handle})',
        readAs: /\b(?:t|trx|tx|\w*[tT]ransaction)\)?\??\.parent\b/,
      },
    },
  },
});

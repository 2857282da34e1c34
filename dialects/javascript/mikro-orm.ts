import { defineDialect } from '../define-dialect.ts';

const managers = [
  '@mikro-orm/core.EntityManager',
  '@mikro-orm/postgresql.EntityManager',
  '@mikro-orm/postgresql.SqlEntityManager',
  '@mikro-orm/mysql.EntityManager',
  '@mikro-orm/mariadb.EntityManager',
  '@mikro-orm/sqlite.EntityManager',
] as const;
const orms = [
  '@mikro-orm/core.MikroORM',
  '@mikro-orm/postgresql.MikroORM',
  '@mikro-orm/mysql.MikroORM',
  '@mikro-orm/mariadb.MikroORM',
] as const;
const manager = /^(?:em|\w*[eE]ntityManager)$/;

/** A manager in a transaction is found by the code that the transaction calls, also without being handed on. */
export const mikroOrm = defineDialect({
  id: 'mikro-orm',
  name: 'MikroORM',
  language: 'javascript',
  packages: [
    '@mikro-orm/core',
    '@mikro-orm/postgresql',
    '@mikro-orm/mysql',
    '@mikro-orm/mariadb',
    '@mikro-orm/sqlite',
    '@mikro-orm/nestjs',
  ],
  versions: '6 – 7',
  docs: 'https://mikro-orm.io/docs/transactions',
  makes: [
    {
      call: [
        '@mikro-orm/core.MikroORM.init',
        '@mikro-orm/postgresql.MikroORM.init',
        '@mikro-orm/mysql.MikroORM.init',
        '@mikro-orm/sqlite.MikroORM.init',
      ],
      instanceOf: '@mikro-orm/core.MikroORM',
    },
    {
      method: 'fork',
      of: { instanceOf: orms, property: 'em' },
      instanceOf: '@mikro-orm/core.EntityManager',
    },
  ],
  recognises: {
    row: [
      {
        does: 'read',
        method: ['findOne', 'findOneOrFail'],
        of: { instanceOf: managers },
        named: manager,
        table: { argument: 0 },
        where: { argument: 1 },
        joins: ['populate', 'strategy', 'fields'],
        locks: { option: 'lockMode', argument: 2, value: '{imported}.PESSIMISTIC_WRITE' },
        versioned: /\bversion:\s*true\b|\.version\(\)/,
        threads: { receiver: '{handle}' },
      },
      {
        does: 'list',
        method: 'find',
        of: { instanceOf: managers },
        named: manager,
        table: { argument: 0 },
        where: { argument: 1 },
        versioned: /\bversion:\s*true\b|\.version\(\)/,
        threads: { receiver: '{handle}' },
      },
      {
        does: 'write',
        method: 'nativeUpdate',
        of: { instanceOf: managers },
        named: manager,
        table: { argument: 0 },
        where: { argument: 1 },
        values: { argument: 2 },
        threads: { receiver: '{handle}' },
      },
      {
        // The end of a transaction writes what was changed in it.
        does: 'save',
        method: ['flush', 'transactional'],
        of: { instanceOf: managers },
        named: manager,
        table: 'receiver',
        flushes: true,
        threads: { receiver: '{handle}' },
      },
      {
        does: 'save',
        method: 'persistAndFlush',
        of: { instanceOf: managers },
        named: manager,
        table: 'receiver',
        row: { argument: 0 },
        threads: { receiver: '{handle}' },
      },
      {
        does: 'save',
        method: 'persist',
        of: { instanceOf: managers },
        named: manager,
        chained: ['flush'],
        table: 'receiver',
        row: { argument: 0 },
        threads: { receiver: '{handle}' },
      },
    ],
    transaction: [
      {
        method: 'transactional',
        of: { instanceOf: managers },
        named: manager,
        callback: 0,
        handle: { parameter: 0, instanceOf: '@mikro-orm/core.EntityManager', named: /^(?:tx|trx|\w+Em)$/ },
        isAmbient: true,
      },
      {
        method: 'begin',
        of: { instanceOf: managers },
        named: manager,
        closed: { commit: { method: 'commit' }, rollback: { method: 'rollback' } },
      },
    ],
    query: [
      {
        method: ['find', 'findOne', 'findOneOrFail', 'findAndCount', 'findAll', 'count'],
        of: { instanceOf: '@mikro-orm/core.EntityManager' },
        named: /^(?:em|entityManager)$/,
        answer: 'sent',
      },
      {
        method: ['find', 'findOne', 'findOneOrFail', 'findAndCount', 'findAll', 'count'],
        of: { instanceOf: '@mikro-orm/core.MikroORM', property: 'em' },
        answer: 'sent',
      },
      {
        // Some versions send a builder that is awaited, others do not: only what sends it in all of them counts.
        method: 'createQueryBuilder',
        of: { instanceOf: managers },
        named: /^(?:em|entityManager)$/,
        answer: 'inert',
        sentBy: ['execute', 'getResult', 'getResultList', 'getSingleResult', 'getResultAndCount', 'getCount'],
        unless: ['insert', 'update', 'delete', 'truncate'],
      },
      {
        // A look-up by primary key is answered from the identity map. `orm.em` itself is another manager in each
        // request, where a `RequestContext` is open; a fork is not, unless it is made with `useContext`.
        method: 'fork',
        of: { instanceOf: '@mikro-orm/core.MikroORM', property: 'em' },
        answer: 'kept',
        sentBy: ['find', 'findOne', 'findOneOrFail'],
        unless: ['clear'],
        unlessGiven: ['useContext'],
      },
    ],
  },
  writes: {
    rowLock: {
      whenSaved: /\b(?:BeforeUpdate|AfterUpdate|OnFlush|AfterFlush|beforeUpdate|afterUpdate|onFlush|afterFlush)\b/,
      lockless: ['@mikro-orm/sqlite', '@mikro-orm/better-sqlite', '@mikro-orm/libsql', '@mikro-orm/mongodb'],
      handle: ['{receiver}', 'tx', 'transaction'],
      code: '{connection}.transactional(async ({handle}) => {body})',
      connection: '{receiver}',
      replaces: true,
      imports: {
        name: 'LockMode',
        from: ['@mikro-orm/core', '@mikro-orm/postgresql', '@mikro-orm/mysql', '@mikro-orm/mariadb'],
      },
      joinsByItself: /\beager:\s*true\b|\.eager\(\)/,
    },
  },
});

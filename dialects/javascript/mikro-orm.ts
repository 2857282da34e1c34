import { defineDialect } from '../define-dialect.ts';

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
      of: { instanceOf: '@mikro-orm/core.MikroORM', property: 'em' },
      instanceOf: '@mikro-orm/core.EntityManager',
    },
  ],
  recognises: {
    transaction: [
      {
        method: 'transactional',
        of: {
          instanceOf: [
            '@mikro-orm/core.EntityManager',
            '@mikro-orm/postgresql.EntityManager',
            '@mikro-orm/postgresql.SqlEntityManager',
            '@mikro-orm/mysql.EntityManager',
            '@mikro-orm/mariadb.EntityManager',
            '@mikro-orm/sqlite.EntityManager',
          ],
        },
        named: /^(?:em|\w*[eE]ntityManager)$/,
        callback: 0,
        handle: { parameter: 0, instanceOf: '@mikro-orm/core.EntityManager' },
        isAmbient: true,
      },
      {
        method: 'begin',
        of: {
          instanceOf: [
            '@mikro-orm/core.EntityManager',
            '@mikro-orm/postgresql.EntityManager',
            '@mikro-orm/postgresql.SqlEntityManager',
            '@mikro-orm/mysql.EntityManager',
            '@mikro-orm/mariadb.EntityManager',
            '@mikro-orm/sqlite.EntityManager',
          ],
        },
        named: /^(?:em|\w*[eE]ntityManager)$/,
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
        of: {
          instanceOf: [
            '@mikro-orm/core.EntityManager',
            '@mikro-orm/postgresql.EntityManager',
            '@mikro-orm/postgresql.SqlEntityManager',
            '@mikro-orm/mysql.EntityManager',
            '@mikro-orm/mariadb.EntityManager',
            '@mikro-orm/sqlite.EntityManager',
          ],
        },
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
});

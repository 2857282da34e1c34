import { defineDialect } from '../define-dialect.ts';
import { locklessDrivers } from '../lockless-drivers.ts';
import { rows } from '../typeorm-rows.ts';

export const typeorm = defineDialect({
  id: 'typeorm',
  name: 'TypeORM',
  language: 'javascript',
  packages: ['typeorm'],
  versions: '0.3 – 1.1',
  docs: 'https://typeorm.io/docs/working-with-entity-manager/repository-api',
  makes: [
    {
      method: 'createQueryRunner',
      of: { instanceOf: ['typeorm.DataSource', 'typeorm.Connection'] },
      instanceOf: 'typeorm.QueryRunner',
    },
    {
      method: 'getRepository',
      of: { instanceOf: ['typeorm.DataSource', 'typeorm.EntityManager'] },
      instanceOf: 'typeorm.Repository',
    },
    {
      method: 'getRepository',
      of: { instanceOf: ['typeorm.DataSource', 'typeorm.QueryRunner'], property: 'manager' },
      instanceOf: 'typeorm.Repository',
    },
  ],
  recognises: {
    transaction: [
      {
        method: 'transaction',
        of: { instanceOf: ['typeorm.DataSource', 'typeorm.EntityManager', 'typeorm.Connection'] },
        named: /^(?:\w*[dD]ataSource|\w*[mM]anager|em|connection)$/,
        callback: -1,
        handle: { parameter: 0, instanceOf: 'typeorm.EntityManager' },
      },
      {
        method: 'startTransaction',
        of: { instanceOf: 'typeorm.QueryRunner' },
        named: /^(?:qr|\w*[qQ]ueryRunner)$/,
        closed: { commit: { method: 'commitTransaction' }, rollback: { method: 'rollbackTransaction' } },
      },
    ],
    row: rows,
    query: [
      {
        method: ['find', 'findBy', 'findOne', 'findOneBy', 'findOneOrFail', 'findOneByOrFail', 'findAndCount', 'count'],
        of: { instanceOf: ['typeorm.Repository', 'typeorm.EntityManager'] },
        named: /^\w*[rR]epo(?:sitory)?$/,
        answer: 'sent',
      },
      {
        method: ['find', 'findBy', 'findOne', 'findOneBy', 'findOneOrFail', 'findOneByOrFail', 'findAndCount', 'count'],
        of: { instanceOf: 'typeorm.BaseEntity', isStatic: true },
        answer: 'sent',
      },
      {
        method: ['find', 'findBy', 'findOne', 'findOneBy', 'findOneOrFail', 'findOneByOrFail', 'findAndCount', 'count'],
        of: { instanceOf: 'typeorm.DataSource', property: 'manager' },
        answer: 'sent',
      },
      {
        method: 'query',
        of: { instanceOf: ['typeorm.Repository', 'typeorm.EntityManager', 'typeorm.DataSource'] },
        named: /^\w*[rR]epo(?:sitory)?$/,
        sql: 0,
        answer: 'sent',
      },
      {
        method: 'createQueryBuilder',
        of: { instanceOf: ['typeorm.Repository', 'typeorm.EntityManager', 'typeorm.DataSource'] },
        named: /^\w*[rR]epo(?:sitory)?$/,
        answer: 'inert',
        sentBy: ['getMany', 'getOne', 'getOneOrFail', 'getManyAndCount', 'getRawMany', 'getRawOne', 'getCount'],
        gathers: { by: ['andWhere', 'orWhere', 'innerJoin', 'leftJoin', 'addSelect', 'addOrderBy'] },
      },
    ],
  },
  writes: {
    rowLock: {
      whenSaved: /\b(?:before|after)Update\b/i,
      lockless: locklessDrivers,
      handle: ['manager', 'transaction', 'trx'],
      code: '{connection}.transaction(async ({handle}) => {body})',
      connection: '{receiver}.manager',
      readsSnapshot: { drivers: ['mysql2', 'mysql', 'mariadb'] },
      joinsByItself: /\beager:\s*true\b/,
    },
  },
});

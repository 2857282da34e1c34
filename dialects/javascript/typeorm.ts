import { defineDialect } from '../define-dialect.ts';

export const typeorm = defineDialect({
  id: 'typeorm',
  name: 'TypeORM',
  language: 'javascript',
  packages: ['typeorm'],
  versions: '0.3 – 1.1',
  docs: 'https://typeorm.io/docs/working-with-entity-manager/repository-api',
  makes: [
    {
      method: 'getRepository',
      of: { instanceOf: ['typeorm.DataSource', 'typeorm.EntityManager'] },
      instanceOf: 'typeorm.Repository',
    },
    {
      method: 'getRepository',
      of: { instanceOf: 'typeorm.DataSource', property: 'manager' },
      instanceOf: 'typeorm.Repository',
    },
  ],
  recognises: {
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
        method: 'createQueryBuilder',
        of: { instanceOf: ['typeorm.Repository', 'typeorm.EntityManager', 'typeorm.DataSource'] },
        named: /^\w*[rR]epo(?:sitory)?$/,
        answer: 'inert',
        sentBy: ['getMany', 'getOne', 'getOneOrFail', 'getManyAndCount', 'getRawMany', 'getRawOne', 'getCount'],
      },
    ],
  },
});

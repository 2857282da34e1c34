import { defineDialect } from '../define-dialect.ts';

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
        handle: { parameter: 0, returned: true, instanceOf: 'sequelize.Transaction' },
      },
    ],
  },
});

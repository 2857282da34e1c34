import { defineDialect } from '../define-dialect.ts';

export const sequelize = defineDialect({
  id: 'sequelize',
  name: 'Sequelize',
  language: 'javascript',
  packages: ['sequelize', 'sequelize-typescript', '@sequelize/core'],
  versions: '6',
  docs: 'https://sequelize.org/docs/v6/other-topics/transactions/#the-aftercommit-hook',
  recognises: {
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

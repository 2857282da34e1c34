import { defineDialect } from '../define-dialect.ts';

export const typeormTransactional = defineDialect({
  id: 'typeorm-transactional',
  name: 'typeorm-transactional',
  language: 'javascript',
  packages: ['typeorm-transactional'],
  versions: '0.5',
  docs: 'https://github.com/Aliheym/typeorm-transactional#hooks',
  recognises: {
    transaction: [
      { call: 'typeorm-transactional.Transactional', isAmbient: true },
      {
        call: ['typeorm-transactional.runInTransaction', 'typeorm-transactional.wrapInTransaction'],
        callback: 0,
        isAmbient: true,
      },
    ],
    'after-commit': [
      {
        call: [
          'typeorm-transactional.runOnTransactionCommit',
          'typeorm-transactional.runOnTransactionRollback',
          'typeorm-transactional.runOnTransactionComplete',
        ],
        callback: 0,
      },
    ],
  },
  writes: {
    afterCommit: {
      code: 'runOnTransactionCommit({callback})',
      imports: ['typeorm-transactional.runOnTransactionCommit'],
      nested: 'outermost',
      losesErrors: true,
    },
  },
});

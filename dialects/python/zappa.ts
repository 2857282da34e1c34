import { defineDialect } from '../define-dialect.ts';

export const zappa = defineDialect({
  id: 'zappa',
  name: 'Zappa',
  language: 'python',
  packages: ['zappa'],
  versions: '0.54 – 0.59',
  docs: 'https://github.com/zappa/Zappa#asynchronous-task-execution',
  recognises: {
    handler: [
      {
        call: ['zappa.asynchronous.task', 'zappa.asynchronous.task_sns'],
      },
    ],
  },
});

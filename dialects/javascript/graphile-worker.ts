import { defineDialect } from '../define-dialect.ts';

/** These use a connection of their own. `select graphile_worker.add_job(…)` through the transaction's is part of it. */
export const graphileWorker = defineDialect({
  id: 'graphile-worker',
  name: 'Graphile Worker',
  language: 'javascript',
  packages: ['graphile-worker'],
  versions: '0.17',
  docs: 'https://worker.graphile.org/docs/library/add-job',
  makes: [
    { call: 'graphile-worker.makeWorkerUtils', instanceOf: 'graphile-worker.WorkerUtils' },
    { call: 'graphile-worker.run', instanceOf: 'graphile-worker.Runner' },
  ],
  recognises: {
    enqueue: [
      { call: ['graphile-worker.quickAddJob', 'graphile-worker.addJobAdhoc'], sends: 'job' },
      {
        method: ['addJob', 'addJobs'],
        of: {
          instanceOf: ['graphile-worker.WorkerUtils', 'graphile-worker.Runner', 'graphile-worker.JobHelpers'],
        },
        named: /^(?:workerUtils|helpers)$/,
        sends: 'job',
      },
    ],
  },
});

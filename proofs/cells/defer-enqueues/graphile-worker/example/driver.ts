import { runMigrations, runOnce } from 'graphile-worker';
import { closed, makeOrders, sendJobs, take } from './jobs.ts';
import { closeOrder } from './program.ts';

const connectionString = process.env['DATABASE_URL'] ?? '';
await makeOrders(closed.length, { isClosed: 'is_closed' });
await runMigrations({ connectionString });
const taskList = { 'send-receipt': async (job: unknown) => take((job as { id: number }).id) };
await sendJobs(closeOrder, closed, () => runOnce({ connectionString, taskList }));

import { Worker } from 'bullmq';
import { generate } from './generate.ts';
import { makeOrders, placed, sendJobs, take } from './jobs.ts';
import { redirect } from './redirect.ts';

const { hostname: host, port } = new URL(process.env['REDIS_URL'] ?? '');
redirect(6379, { host, port: Number(port) });
const worker = new Worker('receipts', null, { connection: { maxRetriesPerRequest: null } });

async function takeAll(): Promise<void> {
  for (;;) {
    const job = await worker.getNextJob('one', { block: false });
    if (job === undefined) return;
    await take(job.data.orderId);
    await job.moveToCompleted(null, 'one', false);
  }
}

generate();
await makeOrders();
const { placeOrder } = await import('./program.ts');
await sendJobs((total) => placeOrder({ total }), placed, takeAll);

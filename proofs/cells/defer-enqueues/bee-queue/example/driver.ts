import Queue from 'bee-queue';
import { makeOrders, placed, sendJobs, take } from './jobs.ts';
import { redirect } from './redirect.ts';

const { hostname: host, port } = new URL(process.env['REDIS_URL'] ?? '');
redirect(6379, { host, port: Number(port) });
const receipts = new Queue('receipts', { isWorker: false });

async function takeAll(): Promise<void> {
  for (const job of await receipts.getJobs('waiting', { start: 0, end: 10 })) {
    await take(job.data.id);
    await receipts.removeJob(job.id);
  }
}

await makeOrders();
const { placeOrder } = await import('./program.js');
await sendJobs((total) => placeOrder({ total }), placed, takeAll);

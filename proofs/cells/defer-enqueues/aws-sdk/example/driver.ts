import { makeOrders, placed, sendJobs, take } from './jobs.ts';
import { startQueue } from './simple-queue.ts';

const queue = await startQueue((message) => take(JSON.parse(message).orderId));
process.env['RECEIPTS_URL'] = queue.url;
await makeOrders();
const { placeOrder } = await import('./program.ts');
await sendJobs((total) => placeOrder({ total }), placed);

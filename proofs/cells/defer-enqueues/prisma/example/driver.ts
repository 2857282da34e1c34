import './fast-queue.ts';
import { generate } from './generate.ts';
import { makeOrders, placed, sendJobs } from './jobs.ts';

generate();
await makeOrders();
const { placeOrder } = await import('./program.ts');
await sendJobs((total) => placeOrder({ total }), placed);

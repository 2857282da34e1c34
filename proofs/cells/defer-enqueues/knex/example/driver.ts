import './fast-queue.ts';
import { makeOrders, placed, sendJobs } from './jobs.ts';
import { placeOrder } from './program.js';

await makeOrders();
await sendJobs((total) => placeOrder({ total }), placed);

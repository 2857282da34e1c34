import './fast-queue.ts';
import { makeOrders, placed, sendJobs } from './jobs.ts';
import { placeOrder } from './program.ts';

await makeOrders();
await sendJobs(placeOrder, placed);

import './fast-queue.ts';
import { closed, makeOrders, sendJobs } from './jobs.ts';
import { closeOrders } from './program.ts';

await makeOrders(closed.length);
await sendJobs((id) => closeOrders([id]), closed);

import './fast-queue.ts';
import { makeOrders, placed, sendJobs } from './jobs.ts';
import { bootLucid } from './lucid.ts';

await bootLucid();
await makeOrders();
const { default: OrdersController } = await import('./program.ts');
// The first is left out: Lucid runs its callbacks also where the commit itself fails.
await sendJobs((total) => new OrdersController().store({ total }), placed.slice(1));

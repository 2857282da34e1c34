import './fast-queue.ts';
import { closed, makeOrders, sendJobs } from './jobs.ts';
import { closeOrders } from './program.ts';

await makeOrders(closed.length);
// The first is left out: Sequelize runs its callbacks also where the commit itself fails.
await sendJobs((id) => closeOrders([id]), closed.slice(1));

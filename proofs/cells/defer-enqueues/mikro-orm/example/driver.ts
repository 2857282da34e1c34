import './fast-queue.ts';
import { MikroORM } from '@mikro-orm/postgresql';
import { makeOrders, placed, sendJobs } from './jobs.ts';
import { schema } from './order.ts';
import { placeOrder } from './program.ts';

const orm = await MikroORM.init({ clientUrl: process.env['DATABASE_URL'], entities: [schema] });
await makeOrders();
await sendJobs((total) => placeOrder(orm.em.fork(), { total }), placed);

import './fast-queue.ts';
import { Queue } from 'bullmq';
import { DataSource } from 'typeorm';
import { addTransactionalDataSource, initializeTransactionalContext } from 'typeorm-transactional';
import { makeOrders, placed, sendJobs } from './jobs.ts';
import { Order } from './order.ts';
import { Orders } from './program.ts';

initializeTransactionalContext();
const source = addTransactionalDataSource(
  new DataSource({ type: 'postgres', url: process.env['DATABASE_URL'], entities: [Order] }),
);
await source.initialize();
await makeOrders();
const orders = new Orders(source.getRepository(Order), new Queue('receipts'));
await sendJobs((total) => orders.place({ total }), placed);

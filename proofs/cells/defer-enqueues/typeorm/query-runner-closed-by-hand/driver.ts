import './fast-queue.ts';
import { Queue } from 'bullmq';
import { DataSource } from 'typeorm';
import { makeOrders, placed, sendJobs } from './jobs.ts';
import { Order } from './order.ts';
import { Orders } from './program.ts';

const source = new DataSource({ type: 'postgres', url: process.env['DATABASE_URL'], entities: [Order] });
await source.initialize();
await makeOrders();
const orders = new Orders(source, new Queue('receipts'));
await sendJobs((total) => orders.place({ total, isPaid: true }), placed);

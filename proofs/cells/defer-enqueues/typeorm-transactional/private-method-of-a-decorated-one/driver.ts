import './fast-queue.ts';
import { Queue } from 'bullmq';
import { addTransactionalDataSource, initializeTransactionalContext } from 'typeorm-transactional';
import { closed, makeOrders, sendJobs } from './jobs.ts';
import { orders, source } from './order.ts';

initializeTransactionalContext();
await addTransactionalDataSource(source).initialize();
await makeOrders(closed.length);
const { Orders } = await import('./program.ts');
const service = new Orders(orders, new Queue('receipts'));
const ways = [service.close, service.close, service.reopen, service.reopen];
await sendJobs((id) => ways[id - 1]?.call(service, id) ?? Promise.reject(new Error('no way')), closed);

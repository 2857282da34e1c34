import { DataSource } from 'typeorm';
import { addTransactionalDataSource, initializeTransactionalContext } from 'typeorm-transactional';
import { makeOrders, placed, sendJobs, take } from './jobs.ts';
import { takeMails } from './mail-server.ts';
import { Order } from './order.ts';

initializeTransactionalContext();
const source = addTransactionalDataSource(
  new DataSource({ type: 'postgres', url: process.env['DATABASE_URL'], entities: [Order] }),
);
await source.initialize();
await makeOrders();
await takeMails((address) => take(Number(address.split('@')[0])));
const { Orders } = await import('./program.ts');
const orders = new Orders({
  async save(data: { total: number }) {
    const order = await source.getRepository(Order).save(data as Order);
    return { ...order, email: `${order.id}@shop.example` };
  },
});
await sendJobs((total) => orders.place({ total }), placed);

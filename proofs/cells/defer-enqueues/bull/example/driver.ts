import Queue from 'bull';
import { DataTypes, Sequelize } from 'sequelize';
import { makeOrders, placed, sendJobs, take } from './jobs.ts';
import { redirect } from './redirect.ts';

const { hostname: host, port } = new URL(process.env['REDIS_URL'] ?? '');
redirect(6379, { host, port: Number(port) });
const receipts = new Queue<{ orderId: number }>('receipts');

async function takeAll(): Promise<void> {
  for (const job of await receipts.getWaiting()) {
    await take(job.data.orderId);
    await job.remove();
  }
}

const sequelize = new Sequelize(process.env['DATABASE_URL'] ?? '', { logging: false });
// The program knows its model as a global.
Object.assign(globalThis, {
  Order: sequelize.define('Order', { total: DataTypes.INTEGER }, { tableName: 'orders', timestamps: false }),
});
await makeOrders();
const { placeOrder } = (await import('./orders.cjs')).default;
// The first is left out: Sequelize runs its callbacks also where the commit itself fails.
await sendJobs((total) => placeOrder({ total }), placed.slice(1), takeAll);

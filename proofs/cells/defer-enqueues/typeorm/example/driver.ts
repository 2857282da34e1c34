import './fast-queue.ts';
import { DataSource } from 'typeorm';
import { makeOrders, placed, sendJobs } from './jobs.ts';
import { Order } from './order.ts';
import { placeOrder } from './program.ts';

// The program's data source is told its entities, and opened, when it is first used.
const { transaction } = DataSource.prototype as { transaction: (...args: unknown[]) => Promise<unknown> };
Object.assign(DataSource.prototype, {
  async transaction(this: DataSource, ...args: unknown[]) {
    if (!this.isInitialized) {
      this.setOptions({ url: process.env['DATABASE_URL'], entities: [Order] });
      await this.initialize();
    }
    return transaction.apply(this, args);
  },
});
await makeOrders();
await sendJobs((total) => placeOrder({ total }), placed);

import { makeOrders, placed, sendJobs, take } from './jobs.ts';
import { boss, placeOrder } from './program.ts';

await makeOrders();
await boss.start();
await boss.createQueue('send-receipt');
await sendJobs(
  (total) => placeOrder({ total }),
  placed,
  async () => {
    const jobs = await boss.fetch<{ orderId: number }>('send-receipt', { batchSize: 10 });
    for (const { data } of jobs) await take(data.orderId);
  },
);

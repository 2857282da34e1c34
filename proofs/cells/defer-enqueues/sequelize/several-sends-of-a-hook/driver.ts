import { Queue } from 'bullmq';
import { makeOrders } from './jobs.ts';
import { Order } from './order.js';
import { outboxOf, sawMessages } from './outbox.ts';
import { sequelize } from './sequelize.js';
import { run } from './statement.ts';

const { filled, put, sent } = outboxOf<string>();
Queue.prototype.add = async (name, { orderId }) => {
  const [order] = await run('select id from orders where id = $1', [orderId]);
  put(order ? `${name}-${orderId}` : `${name} too early`);
  return undefined as never;
};
await makeOrders();
for (const total of [1, 2])
  await sequelize.transaction((transaction) => Order.create({ total, isClosed: false }, { transaction }));
await Order.create({ total: 3, isClosed: false });
await filled(7);
const wanted = ['send-receipt-1', 'count-1', 'send-receipt-2', 'count-2', 'send-receipt-3', 'count-3', 'wrap-3'];
sawMessages(wanted, sent, await run('select * from orders order by id'));

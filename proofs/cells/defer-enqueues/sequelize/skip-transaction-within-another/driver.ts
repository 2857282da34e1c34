import { Queue } from 'bullmq';
import { closed, makeOrders } from './jobs.ts';
import { Order } from './order.ts';
import { outboxOf, sawMessages } from './outbox.ts';
import { closeOrder, reopenOrder } from './program.ts';
import { run } from './statement.ts';

const { filled, put, sent } = outboxOf<string>();
Queue.prototype.add = async (name, { id }) => {
  const [order] = await run('select "isClosed" from orders where id = $1', [id]);
  put(order?.['isClosed'] === (name === 'send-receipt') ? `${name} ${id}` : `${name} ${id} too early`);
  return undefined as never;
};
const ids = closed.slice(1);
const sequelize = Order.sequelize;
if (sequelize === undefined) throw new Error('no database');
await makeOrders(closed.length);
for (const id of ids) {
  await sequelize.transaction((outer) => closeOrder(id, outer));
  await filled(sent.length + 1 - (sent.length % 2));
  await sequelize.transaction((outer) => reopenOrder(id, outer));
  await filled(sent.length + (sent.length % 2));
}
sawMessages(
  ids.flatMap((id) => [`send-receipt ${id}`, `reopened ${id}`]),
  sent,
  await run('select * from orders order by id'),
);

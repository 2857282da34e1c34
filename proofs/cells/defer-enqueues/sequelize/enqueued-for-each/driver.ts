import { Queue } from 'bullmq';
import { closed, makeOrders } from './jobs.ts';
import { outboxOf, sawMessages } from './outbox.ts';
import { closeOrders } from './program.ts';
import { run } from './statement.ts';

const { filled, put, sent } = outboxOf<string>();
Queue.prototype.add = async (name) => {
  const orders = await run('select id from orders where "isClosed"');
  put(orders.length === 3 ? name : `${name} too early`);
  return undefined as never;
};
const ids = closed.slice(1);
await makeOrders(closed.length);
await closeOrders(ids);
await filled(8);
const archived = ids.map((id) => `archive-${id}`);
sawMessages(['send-receipt', ...archived, 'count', 'report'], sent, await run('select * from orders order by id'));

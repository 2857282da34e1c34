import { PubSub } from 'graphql-subscriptions';
import { generate } from './generate.ts';
import { closed, makeOrders, sendJobs, take } from './jobs.ts';
import { run } from './statement.ts';

// A subscriber that looks for the order before who publishes goes on.
const { publish } = PubSub.prototype;
PubSub.prototype.publish = async function look(this: PubSub, name: string, payload: { id: number }) {
  await take(payload.id);
  return await publish.call(this, name, payload);
};
generate();
await makeOrders(closed.length);
await run('create table accounts (id serial primary key, "orderId" int not null, "isOpen" boolean not null)');
await run('insert into accounts ("orderId", "isOpen") select id, true from orders');
const { closeOrder } = await import('./program.ts');
await sendJobs(closeOrder, closed);

import { MikroORM } from '@mikro-orm/postgresql';
import { Adapter } from 'socket.io-adapter';
import { closed, makeOrders, sendJobs, take } from './jobs.ts';
import { schema } from './order.ts';
import { closeOrder } from './program.ts';

const told: number[] = [];
const { broadcast } = Adapter.prototype;
Adapter.prototype.broadcast = function listen(this: Adapter, packet, options) {
  told.push((packet.data as [string, { id: number }])[1].id);
  broadcast.call(this, packet, options);
};
const orm = await MikroORM.init({ clientUrl: process.env['DATABASE_URL'], entities: [schema] });
await makeOrders(closed.length);
await sendJobs(
  (id) => closeOrder(orm.em.fork(), id),
  closed,
  async () => {
    for (const id of told.splice(0)) await take(id);
  },
);

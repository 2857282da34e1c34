import { createClient } from 'redis';
import { closed, makeOrders, sendJobs, take } from './jobs.ts';
import { closeOrder, redis } from './program.ts';
import { redirect } from './redirect.ts';

const { hostname: host, port } = new URL(process.env['REDIS_URL'] ?? '');
redirect(6379, { host, port: Number(port) });
const told: number[] = [];
const listener = createClient();
await Promise.all([redis.connect(), listener.connect()]);
await listener.subscribe('orders', (message) => void told.push((JSON.parse(message) as { id: number }).id));
await makeOrders(closed.length);
await sendJobs(closeOrder, closed, async () => {
  // What was published before the answer has arrived before it.
  await listener.ping();
  for (const id of told.splice(0)) await take(id);
});

import { type JobsOptions, Queue } from 'bullmq';
import { take } from './jobs.ts';

/** Jobs of BullMQ without its server: what is added is worked on before the one who adds it has an answer. */
Queue.prototype.add = async function add(
  _name: string,
  data: { id?: number; orderId?: number },
  _options?: JobsOptions,
) {
  await take(data.orderId ?? data.id ?? 0);
  return undefined as never;
};

import Pusher from 'pusher';
import { generate } from './generate.ts';
import { closed, makeOrders, sendJobs, take } from './jobs.ts';

interface Request {
  readonly body: { readonly data?: string; readonly batch?: readonly { readonly data: string }[] };
}

// Pusher's own service is not here: whoever it tells looks for the order before it answers.
Object.assign(Pusher.prototype, {
  async post({ body }: Request) {
    const messages = body.batch?.map(({ data }) => data) ?? [body.data ?? ''];
    for (const message of messages) await take((JSON.parse(message) as { id: number }).id);
  },
});
generate();
await makeOrders(closed.length);
const { closeOrder } = await import('./program.ts');
await sendJobs(closeOrder, closed);

import { saw } from './gates.ts';
import { startQueue } from './simple-queue.ts';

const queue = await startQueue();
process.env['REJECTED'] = queue.url;

const { handler } = await import('./orders.ts');
// The second batch has nothing to reject.
const batches = [['tea'], [], ['soup', 'pasta']];
const seen: (string | undefined)[] = [];
for (const unpaid of batches) {
  const orders = [{ id: 'paid', isPaid: true }, ...unpaid.map((id) => ({ id, isPaid: false }))];
  await handler({ Records: orders.map((order) => ({ body: JSON.stringify(order) })) } as never, {} as never, () => {});
  seen.push(queue.messages.shift());
}
const wanted = batches.map((unpaid) => (unpaid.length > 0 ? unpaid.join() : undefined));
saw({ lost: seen.filter((report, at) => report !== wanted[at]).length, of: batches.length, otherwise: seen[0] });
process.exit(0);

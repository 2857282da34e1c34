import './own-mysql.ts';
import { Queue } from 'bullmq';
import { saw } from './gates.ts';
import { run } from './statement.ts';

const receipts: { id: number; isClosed: boolean }[] = [];
// A worker that is as quick as the queue; its server is not needed.
Queue.prototype.add = async (_name, { id }: { id: number }) => {
  const found = await run('select 1 from orders where id = $1 and is_closed', [id]);
  receipts.push({ id, isClosed: found.length > 0 });
  return undefined as never;
};
await run(
  'create table orders (id int primary key, is_closed boolean not null default false check (id < 4 or not is_closed))',
);
await run('insert into orders (id) values (1), (2), (3), (4)');
const { closeOrders } = await import('./program.ts');
const answers = [await closeOrders([1, 2]), await closeOrders([3, 4]).catch(({ code }) => code)];
saw({
  lost: receipts.filter(({ isClosed }) => !isClosed).length,
  of: 3,
  otherwise: { answers, rows: await run('select * from orders order by id') },
});
process.exit(0);

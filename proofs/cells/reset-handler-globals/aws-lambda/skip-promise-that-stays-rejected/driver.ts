import { saw } from './gates.ts';
import { handler } from './program.ts';
import { run } from './statement.ts';

const port = process.env['PGPORT'];
const invoke = (order: string) => handler({ Records: [{ body: order }] } as Parameters<typeof handler>[0]);

await run('create table orders (id text primary key, closed boolean not null default false)');
await run("insert into orders (id) values ('breakfast'), ('lunch'), ('dinner')");
// Nobody listens there.
process.env['PGPORT'] = '1';
await invoke('breakfast').catch(() => {});
process.env['PGPORT'] = port;
for (const order of ['lunch', 'dinner']) await invoke(order).catch(() => {});
const rows = await run('select * from orders order by id');
const isWaiting = ({ id, closed }: Record<string, unknown>) => id !== 'breakfast' && !closed;
saw({
  lost: rows.filter(isWaiting).length,
  of: 2,
  otherwise: rows.map(({ id, closed }) => [id, id === 'breakfast' && closed]),
});
process.exit(0);

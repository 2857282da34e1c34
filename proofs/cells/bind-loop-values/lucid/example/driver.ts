import { bootLucid } from './lucid.ts';
import { sawMessages } from './outbox.ts';
import { run } from './statement.ts';

await bootLucid();
await run("create table orders (id serial primary key, state text not null default 'new')");
await run('insert into orders select from generate_series(1, 3)');
const { closeOrders } = await import('./program.ts');
const { outbox } = await import('#services/mailer');
await closeOrders([1, 2, 3]);
await outbox.filled(3);
sawMessages([1, 2, 3], outbox.sent, await run('select * from orders order by id'));

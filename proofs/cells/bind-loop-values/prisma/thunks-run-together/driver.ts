import { generate } from './generate.ts';
import { outbox } from './mailer.ts';
import { sawMessages } from './outbox.ts';
import { run } from './statement.ts';

generate();
await run("create table orders (id serial primary key, state text not null default 'new')");
await run('insert into orders select from generate_series(1, 3)');
const { closeOrders } = await import('./program.js');
await closeOrders([{ id: 1 }, { id: 2 }, { id: 3 }]);
sawMessages([1, 2, 3], outbox.sent, await run('select * from orders order by id'));

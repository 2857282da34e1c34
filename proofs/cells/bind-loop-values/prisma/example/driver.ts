import { generate } from './generate.ts';
import { outbox } from './mailer.ts';
import { sawMessages } from './outbox.ts';
import { run } from './statement.ts';

generate();
await run('create table receipts (id serial primary key, "orderId" int not null)');
const { closeOrders } = await import('./program.ts');
await closeOrders([1, 2, 3]);
sawMessages([1, 2, 3], outbox.sent, await run('select * from receipts order by id'));

import { outbox } from './mailer.ts';
import { sawMessages } from './outbox.ts';
import { closeOrders } from './program.js';
import { run } from './statement.ts';

await run('create table receipts (id serial primary key, "orderId" int not null)');
await closeOrders([1, 2, 3]);
await outbox.filled(3);
sawMessages([1, 2, 3], outbox.sent, await run('select * from receipts order by id'));

import { outbox } from './mailer.ts';
import { sawMessages } from './outbox.ts';
import { issueReceipts } from './program.ts';
import { Receipt } from './receipt.ts';
import { run } from './statement.ts';

await run('create table receipts (id serial primary key, "orderId" int not null)');
await Receipt.transaction((transaction) => issueReceipts([1, 2, 3], transaction));
await outbox.filled(3);
sawMessages([1, 2, 3], outbox.sent, await run('select * from receipts order by id'));

import { outbox } from './mailer.ts';
import { sawMessages } from './outbox.ts';
import { closePending } from './program.js';
import { run } from './statement.ts';

await run("create table orders (id serial primary key, state text not null default 'new')");
await run('insert into orders select from generate_series(1, 3)');
// The variable is empty when the callbacks run.
process.on('unhandledRejection', () => outbox.put(0));
await closePending([{ id: 1 }, { id: 2 }, { id: 3 }]);
await outbox.filled(3);
sawMessages([1, 2, 3], outbox.sent, await run('select * from orders order by id'));

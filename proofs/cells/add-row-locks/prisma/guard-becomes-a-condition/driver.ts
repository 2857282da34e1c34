import { generate } from './generate.ts';
import { run } from './statement.ts';
import { twoGuardedWrites } from './two-writers.ts';

generate();
await run('create table "Order" (id int primary key, total int not null)');
await run('insert into "Order" values (1, 100)');
const { takeTotal } = await import('./src/accounts.ts');
await twoGuardedWrites(
  (amount) => takeTotal(1, amount),
  async () => Number((await run('select total from "Order"'))[0]?.['total']),
);

import { saw } from './gates.ts';
import { generate } from './generate.ts';
import { run } from './statement.ts';
import { twoWriters } from './two-writers.ts';

generate();
await run('create table "Order" (id int primary key, total int not null)');
await run('insert into "Order" values (1, 100)');
const { addTotal } = await import('./src/accounts.ts');
await twoWriters(
  () => addTotal(1, 10),
  () => addTotal(1, 20),
);
const [row] = await run('select total from "Order"');
saw({ lost: row?.['total'] === 130 ? 0 : 1, of: 2, otherwise: null });
process.exit(0);

import './own-mysql.ts';
import { saw } from './gates.ts';
import { run } from './statement.ts';
import { makeAccount, twoWriters } from './two-writers.ts';

await makeAccount();
await run('insert into accounts (id, balance) values (2, 0)');
const { transfer } = await import('./program.ts');
await twoWriters(
  () => transfer(1, 2, 10),
  () => transfer(1, 2, 20),
);
const balances = (await run('select balance from accounts order by id')).map(({ balance }) => balance);
saw({ lost: balances.filter((balance, at) => balance !== [70, 30][at]).length, of: 2, otherwise: null });
process.exit(0);

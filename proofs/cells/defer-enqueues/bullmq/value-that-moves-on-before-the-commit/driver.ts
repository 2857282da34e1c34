import { Queue } from 'bullmq';
import { saw } from './gates.ts';
import { generate } from './generate.ts';
import { run } from './statement.ts';

const booked: { told: number; found: number }[] = [];
// A worker that is as quick as the queue; its server is not needed.
Queue.prototype.add = async (_name, { balance }: { balance: number }) => {
  const [row] = await run('select balance from accounts');
  booked.push({ told: balance, found: Number(row?.['balance']) });
  return undefined as never;
};
generate();
await run('create table accounts (id int primary key, balance int not null)');
await run('insert into accounts values (1, 0)');
const { settle } = await import('./program.ts');
const balance = await settle(1, [5, 6, 7]);
saw({
  lost: booked.filter(({ found }) => found !== 18).length,
  of: 3,
  otherwise: { balance, told: booked.map(({ told }) => told) },
});
process.exit(0);

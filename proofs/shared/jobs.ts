import { inspect } from 'node:util';
import { commitGate } from './commit-gate.ts';
import { saw } from './gates.ts';
import { outboxOf } from './outbox.ts';
import { run } from './statement.ts';

/** A job or message, as it has arrived: with the order's row, as somebody else sees it at that very moment. */
interface Job {
  readonly id: number;
  readonly isThere: boolean;
}

const jobs = outboxOf<Job>();
let found = '';

/** Takes a job at once, as the quickest worker: looks for the order that it is about. */
export async function take(id: number): Promise<void> {
  jobs.put({ id, isThere: (await run(found, [id])).length > 0 });
}

/**
 * Makes the table of orders; an order whose total is negative is refused when its transaction commits.
 * @param old how many orders there are before, the first of them negative; none where the program makes its own.
 * @param columns those that the program calls otherwise.
 */
export async function makeOrders(old = 0, columns: { readonly isClosed?: string } = {}): Promise<void> {
  const isClosed = columns.isClosed ?? '"isClosed"';
  await run(
    `create table orders (id serial primary key, total int not null, ${isClosed} boolean not null default false)`,
  );
  await run(
    'insert into orders (total) select case at when 1 then -1 else at end from generate_series(1, $1::int) at',
    [old],
  );
  await run(`create function refuse() returns trigger language plpgsql as $$ begin
    if new.total < 0 then raise exception 'a negative order'; end if; return new; end $$`);
  await run(`create constraint trigger refuse after insert or update on orders
    deferrable initially deferred for each row execute function refuse()`);
  found = old === 0 ? 'select 1 from orders where id = $1' : `select 1 from orders where id = $1 and ${isClosed}`;
}

/**
 * Runs four transactions, of which the first fails at its commit; each of the others has to lead to a job that finds
 * its order, the first to none.
 * @param act runs the transaction of an order: with its id where it is there before, else with its total.
 * @param worker does the jobs that there are, where the queue does not hand them over by itself.
 */
export async function sendJobs(
  act: (order: number) => Promise<unknown>,
  orders: readonly number[],
  worker?: () => Promise<unknown>,
): Promise<never> {
  const answers: unknown[] = [];
  const gate = worker === undefined ? undefined : await commitGate();
  for (const order of orders) {
    try {
      const transaction = act(order);
      if (worker !== undefined) await gate?.pass(transaction, worker);
      answers.push((await transaction) ?? null);
    } catch (error) {
      answers.push(inspect(error).includes('a negative order') ? 'refused' : Promise.reject(error));
    }
  }
  const wanted = await run('select id from orders where total > 0 order by id');
  const isSent = (sent: readonly Job[]) => wanted.every(({ id }) => sent.some((job) => job.id === id));
  await jobs.until(isSent);
  saw({
    lost: jobs.sent.filter(({ isThere }) => !isThere).length,
    of: orders.length,
    otherwise: { answers: await Promise.all(answers), rows: await run('select * from orders order by id') },
  });
  process.exit(0);
}

/** Orders that are made, by their totals. */
export const placed = [-1, 2, 3, 4] as const;

/** Orders that are there before, by their ids. */
export const closed = [1, 2, 3, 4] as const;

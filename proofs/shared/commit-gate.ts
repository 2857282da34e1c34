import pg from 'pg';
import { endedOrBlocked } from './gates.ts';
import { run } from './statement.ts';

/** Stops transactions that have written an order just before their commit. */
export interface CommitGate {
  /** Lets a worker do what there is to do before the commit of a transaction, and again after it. */
  pass(transaction: Promise<unknown>, worker: () => Promise<unknown>): Promise<void>;
}

/** A closed gate at the commits of all that write to `orders`: each waits for a lock which the gate holds. */
export async function commitGate(): Promise<CommitGate> {
  await run(`create function wait_for_gate() returns trigger language plpgsql as $$ begin
    perform pg_advisory_xact_lock(1); return new; end $$`);
  await run(`create constraint trigger wait_for_gate after insert or update on orders
    deferrable initially deferred for each row execute function wait_for_gate()`);
  const client = new pg.Client();
  await client.connect();
  await client.query('select pg_advisory_lock(1)');
  return {
    async pass(transaction, worker) {
      const ended = transaction.catch(() => {});
      await endedOrBlocked(ended);
      await worker();
      await client.query('select pg_advisory_unlock(1)');
      await ended;
      await worker();
      await client.query('select pg_advisory_lock(1)');
    },
  };
}

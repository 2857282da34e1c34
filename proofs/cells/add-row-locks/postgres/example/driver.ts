import pg from 'pg';
import { endedOrBlocked, saw } from './gates.ts';
import { withdraw } from './program.ts';
import { run } from './statement.ts';
import { makeAccount } from './two-writers.ts';

await makeAccount();
// Every update waits for a lock that is held here, so that the second writer reads before the first has written.
await run(`create function wait() returns trigger language plpgsql as
  'begin perform pg_advisory_xact_lock_shared(1); return new; end'`);
await run('create trigger waits before update on accounts for each row execute function wait()');
const holder = new pg.Client();
await holder.connect();
await holder.query('select pg_advisory_lock(1)');

const first = withdraw(1, 10);
await endedOrBlocked(first);
const second = withdraw(1, 20);
await blockedTogether(2);
await holder.query('select pg_advisory_unlock(1)');
await Promise.all([first, second]);

const [row] = await run('select balance from accounts');
saw({ lost: Number(row?.['balance']) === 70 ? 0 : 1, of: 2, otherwise: null });
process.exit(0);

/** Waits until as many sessions hang on a lock. */
async function blockedTogether(count: number): Promise<void> {
  for (;;) {
    const waiting = await run(
      "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
    if (waiting.length >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

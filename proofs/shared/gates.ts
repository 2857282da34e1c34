import { connect, isMysql, type Session } from './statement.ts';

/** A gate that one line of work waits at until another opens it. */
export interface Gate {
  readonly opened: Promise<void>;
  open(): void;
}

/** A closed gate. */
export function gate(): Gate {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/**
 * Waits until some work has ended, or hangs on a lock of the database: an interleaving without guessing at times.
 * @param work what may have to wait for a lock that somebody else holds.
 */
export async function endedOrBlocked(work: Promise<unknown>): Promise<'ended' | 'blocked'> {
  let isEnded = false;
  void work.then(
    () => {
      isEnded = true;
    },
    () => {
      isEnded = true;
    },
  );
  const session = await connect();
  try {
    for (;;) {
      const isBlocked = await isAnyBlocked(session);
      if (isEnded) return 'ended';
      if (isBlocked) return 'blocked';
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  } finally {
    await session.end();
  }
}

async function isAnyBlocked({ run }: Session): Promise<boolean> {
  if (!isMysql) {
    const waiting = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    return (await run(waiting)).length > 0;
  }
  // `information_schema.innodb_trx` is a copy that is not renewed as long as somebody reads it.
  const [status] = await run('show engine innodb status');
  const own = await run('select id from information_schema.processlist where db = database()');
  const transactions = String(status?.['Status']).split('---TRANSACTION');
  const threads = transactions
    .filter((text) => text.includes('LOCK WAIT'))
    .map((text) => /thread id (\d+)/.exec(text)?.[1]);
  return own.some(({ id }) => threads.includes(String(id)));
}

/** Says what the driver saw: the last line of its output. */
export function saw(seen: { lost: number; of: number; otherwise: unknown }): void {
  process.stdout.write(`\n${JSON.stringify(seen)}\n`);
}

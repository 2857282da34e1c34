import pg from 'pg';

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
  const client = new pg.Client({ connectionString: process.env['DATABASE_URL'] });
  await client.connect();
  try {
    for (;;) {
      const { rows } = await client.query(
        "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      );
      if (isEnded) return 'ended';
      if (rows.length > 0) return 'blocked';
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  } finally {
    await client.end();
  }
}

/** Says what the driver saw: the last line of its output. */
export function saw(seen: { lost: number; of: number; otherwise: unknown }): void {
  process.stdout.write(`\n${JSON.stringify(seen)}\n`);
}

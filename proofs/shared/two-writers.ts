import pg from 'pg';
import { endedOrBlocked, gate, saw } from './gates.ts';
import { isMysql, run } from './statement.ts';

const reached = gate();
const released = gate();
let isHeld = false;

// What every library of these cells calls in the end. The first update waits at a gate.
const { query } = pg.Client.prototype as { query: (...args: unknown[]) => unknown };
Object.assign(pg.Client.prototype, {
  query(this: pg.Client, ...args: unknown[]): unknown {
    const [first] = args;
    const text = typeof first === 'string' ? first : (first as { text?: string } | undefined)?.text;
    if (!isToWait(text)) return query.apply(this, args);
    const sent = released.opened.then(() => query.apply(this, args));
    return typeof args.at(-1) === 'function' ? undefined : sent;
  },
});

function isToWait(sql: string | undefined): boolean {
  if (isHeld || !/^\s*update\b/i.test(sql ?? '')) return false;
  isHeld = true;
  reached.open();
  return true;
}

/** The same with mysql2, and with mariadb, on which Prisma runs. */
async function holdMysql(): Promise<void> {
  const { default: mysql } = await import('mysql2');
  const connections = Object.getPrototypeOf(mysql.Connection.prototype);
  const { addCommand } = connections;
  connections.addCommand = function add(command: { readonly sql?: string }) {
    // It is no promise, though it has a `then`, which throws.
    const send = (): void => void addCommand.call(this, command);
    if (isToWait(command.sql)) void released.opened.then(send);
    else send();
    return command;
  };
  const path = 'mariadb/lib/connection.js';
  const { prototype } = (await import(path)).default;
  for (const name of ['query', 'prepareExecute']) {
    const ask = prototype[name];
    prototype[name] = function held(command: { readonly sql?: string }, ...answers: unknown[]) {
      const send = (): void => ask.call(this, command, ...answers);
      if (isToWait(command.sql)) void released.opened.then(send);
      else send();
    };
  }
}

/** Makes a table of accounts with one that has 100. */
export async function makeAccount(
  id: { readonly type: string; readonly value: unknown } = { type: 'int', value: 1 },
): Promise<void> {
  if (isMysql) await holdMysql();
  await run(`create table accounts (
    id ${id.type} primary key, owner_id int not null default 1, balance int not null, open boolean not null default true,
    settings ${isMysql ? 'json' : 'jsonb'} not null default ('{}'), tags ${isMysql ? 'json' : 'text[]'} not null default ('{}'),
    status varchar(20) not null default '')`);
  await run('insert into accounts (id, balance) values ($1, 100)', [id.value]);
}

/**
 * Lets two writers work at the same time: the first is stopped before it writes, until the second has ended or waits
 * for a lock.
 */
export async function twoWriters<Answer>(...writers: readonly (() => Promise<Answer>)[]): Promise<Answer[]> {
  const [first, ...others] = writers;
  const working = first === undefined ? [] : [first()];
  await Promise.race([reached.opened, ...working]);
  for (const other of others) {
    const second = other();
    working.push(second);
    await endedOrBlocked(second);
  }
  released.open();
  return await Promise.all(working);
}

/**
 * Lets two writers withdraw 10 and 20 from an account of 100.
 * @param withdraw takes an amount from the account.
 */
export async function twoWithdrawals(withdraw: (amount: number) => Promise<unknown>): Promise<never> {
  await twoWriters(
    () => withdraw(10),
    () => withdraw(20),
  );
  const [row] = await run('select balance from accounts');
  // Both are kept, or one of them has overwritten the other.
  const isKept = Number(row?.['balance']) === 70;
  saw({ lost: isKept ? 0 : 1, of: 2, otherwise: await run('select open, settings, tags, status from accounts') });
  process.exit(0);
}

/** Lets two writers withdraw 60 and 70 from an account of 100, where only one of them finds enough. */
export async function twoGuardedWithdrawals(withdraw: (amount: number) => Promise<unknown>): Promise<never> {
  return await twoGuardedWrites(withdraw, async () =>
    Number((await run('select balance from accounts'))[0]?.['balance']),
  );
}

/**
 * Lets two writers take 60 and 70 from what is 100.
 * @param take raises an error where there is not enough.
 * @param left what is left in the end.
 */
export async function twoGuardedWrites(
  take: (amount: number) => Promise<unknown>,
  left: () => Promise<number>,
): Promise<never> {
  const taken = async (amount: number): Promise<number> => {
    try {
      await take(amount);
      return amount;
    } catch (error) {
      if (!(error instanceof Error) || error.message !== 'not enough') throw error;
      return 0;
    }
  };
  const [first = 0, second = 0] = await twoWriters(
    () => taken(60),
    () => taken(70),
  );
  saw({ lost: (await left()) === 100 - first - second ? 0 : 1, of: 2, otherwise: null });
  process.exit(0);
}

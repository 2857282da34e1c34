import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { withdraw } from './program.ts';
import { makeAccount, twoGuardedWithdrawals } from './two-writers.ts';

const db = new Kysely<never>({ dialect: new PostgresDialect({ pool: new pg.Pool() }) });
await makeAccount();
await twoGuardedWithdrawals((amount) => withdraw(db, 1, amount));

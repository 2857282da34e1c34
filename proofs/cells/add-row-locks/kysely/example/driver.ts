import { Kysely, MysqlDialect, PostgresDialect } from 'kysely';
import mysql from 'mysql2';
import pg from 'pg';
import { withdraw } from './program.ts';
import { isMysql } from './statement.ts';
import { makeAccount, twoWithdrawals } from './two-writers.ts';

const dialect = isMysql
  ? new MysqlDialect({ pool: mysql.createPool(process.env['DATABASE_URL'] ?? '') })
  : new PostgresDialect({ pool: new pg.Pool() });
const db = new Kysely<never>({ dialect });
await makeAccount();
await twoWithdrawals((amount) => withdraw(db, 1, amount));

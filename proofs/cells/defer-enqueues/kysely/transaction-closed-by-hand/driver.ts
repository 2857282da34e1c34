import './fast-queue.ts';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { makeOrders, placed, sendJobs } from './jobs.ts';
import { placeOrder } from './program.ts';

const db = new Kysely<never>({ dialect: new PostgresDialect({ pool: new pg.Pool() }) });

await makeOrders();
await sendJobs((total) => placeOrder(db, total), placed);

import knex from 'knex';
import { Model } from 'objection';
import { withdraw } from './program.ts';
import { isMysql } from './statement.ts';
import { makeAccount, twoWithdrawals } from './two-writers.ts';

Model.knex(knex({ client: isMysql ? 'mysql2' : 'pg', connection: process.env['DATABASE_URL'] }));
Object.assign(Model, { tableName: 'accounts' });
await makeAccount();
await twoWithdrawals((amount) => withdraw(1, amount));

import { DataSource } from 'typeorm';
import { Account } from './account.ts';
import { Accounts } from './program.ts';
import { isMysql } from './statement.ts';
import { makeAccount, twoWithdrawals } from './two-writers.ts';

const type = isMysql ? 'mysql' : 'postgres';
const source = new DataSource({ type, url: process.env['DATABASE_URL'] ?? '', entities: [Account] });
await source.initialize();
await makeAccount();
const accounts = new Accounts(source.getRepository(Account));
await twoWithdrawals((amount) => accounts.withdraw(1, amount));

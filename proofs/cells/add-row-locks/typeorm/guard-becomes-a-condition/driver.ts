import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { Account, Accounts } from './program.ts';
import { makeAccount, twoGuardedWithdrawals } from './two-writers.ts';

const source = new DataSource({ type: 'postgres', url: process.env['DATABASE_URL'], entities: [Account] });
await source.initialize();
await makeAccount();
const accounts = new Accounts(source.getRepository(Account));
await twoGuardedWithdrawals((amount) => accounts.withdraw(1, amount));

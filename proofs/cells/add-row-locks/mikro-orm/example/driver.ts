import { MikroORM } from '@mikro-orm/postgresql';
import { Account, withdraw } from './program.ts';
import { makeAccount, twoWithdrawals } from './two-writers.ts';

const orm = await MikroORM.init({ clientUrl: process.env['DATABASE_URL'], entities: [Account] });
await makeAccount();
await twoWithdrawals((amount) => withdraw(orm.em.fork(), 1, amount));

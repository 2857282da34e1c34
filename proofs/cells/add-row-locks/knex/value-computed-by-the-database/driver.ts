import { withdraw } from './program.ts';
import { makeAccount, twoWithdrawals } from './two-writers.ts';

void makeAccount().then(() => twoWithdrawals((amount) => withdraw(1, amount)));

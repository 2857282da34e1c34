import { withdraw } from './program.ts';
import { makeAccount, twoGuardedWithdrawals } from './two-writers.ts';

void makeAccount().then(() => twoGuardedWithdrawals((amount) => withdraw(1, amount)));

import { withdraw } from './program.ts';
import { makeAccount, twoWithdrawals } from './two-writers.ts';

await makeAccount();
await twoWithdrawals((amount) => withdraw(1, amount));

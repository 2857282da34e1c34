import './own-mysql.ts';
import { makeAccount, twoWithdrawals } from './two-writers.ts';

await makeAccount();
const { withdraw } = await import('./program.ts');
await twoWithdrawals((amount) => withdraw(1, amount));

import './own-mysql.ts';
import { makeAccount, twoWithdrawals } from './two-writers.ts';

void makeAccount().then(async () => {
  const { withdraw } = await import('./program.js');
  await twoWithdrawals((amount) => withdraw(1, amount));
});

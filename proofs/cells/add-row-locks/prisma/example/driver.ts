import { generate } from './generate.ts';
import { makeAccount, twoWithdrawals } from './two-writers.ts';

const id = '7c1f8a52-1f6e-4d1c-9b0f-5a3d2c1b0a99';
generate();
await makeAccount({ type: 'uuid', value: id });
const { withdraw } = await import('./src/accounts.ts');
await twoWithdrawals((amount) => withdraw(id, amount));

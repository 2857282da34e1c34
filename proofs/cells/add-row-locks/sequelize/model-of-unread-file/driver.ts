import { makeAccount, twoWithdrawals } from './two-writers.ts';

const withdraw = require('./jobs/withdraw.js');

void makeAccount().then(() => twoWithdrawals((amount) => withdraw(1, amount)));

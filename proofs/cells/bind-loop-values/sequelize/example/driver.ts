import { saw } from './gates.ts';
import { sent } from './mailer.ts';
import { closeOrders } from './program.js';

const orders = [1, 2, 3].map((number) => ({ close: async () => ({ number }) }));
await closeOrders(orders);
saw({ lost: [1, 2, 3].filter((number) => !sent.includes(number)).length, of: 3, otherwise: sent.length });
process.exit(0);

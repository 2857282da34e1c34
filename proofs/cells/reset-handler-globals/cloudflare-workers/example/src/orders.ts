import { orderOf as find, type Order } from '../receipts.ts';

export const orderOf = (_env: unknown, path: string): Promise<Order> => find(path.slice(1));

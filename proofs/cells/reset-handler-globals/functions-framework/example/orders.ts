export { orderOf } from './receipts.ts';

import { outboxOf } from './outbox.ts';

export const outbox = outboxOf<number>();

export async function sendReceipt(receipt: { orderId: number }): Promise<void> {
  outbox.put(receipt.orderId);
}

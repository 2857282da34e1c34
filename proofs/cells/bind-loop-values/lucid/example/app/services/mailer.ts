import { outboxOf } from '../../outbox.ts';

export const outbox = outboxOf<number>();

export async function sendReceipt(orderId: number): Promise<void> {
  outbox.put(orderId);
}

import { outboxOf } from './outbox.ts';
import type { User } from './user.entity.ts';

export const outbox = outboxOf<number | undefined>();

export class Mailer {
  async send(user: User | undefined): Promise<void> {
    outbox.put(user?.id);
  }
}

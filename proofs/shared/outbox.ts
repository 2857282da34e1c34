import { isDeepStrictEqual } from 'node:util';
import { saw } from './gates.ts';

/** What a mailer, a queue or a lock of another service has been told. */
export interface Outbox<Message> {
  readonly sent: readonly Message[];
  put(message: Message): void;
  /** Ends when that many messages are there. */
  filled(count: number): Promise<void>;
  until(isEnough: (sent: readonly Message[]) => boolean): Promise<void>;
}

/** An empty outbox. */
export function outboxOf<Message>(): Outbox<Message> {
  const sent: Message[] = [];
  const waiting = new Set<() => void>();
  const until = (isEnough: (sent: readonly Message[]) => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!isEnough(sent)) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  return {
    sent,
    put(message) {
      sent.push(message);
      for (const look of waiting) look();
    },
    filled: (count) => until(() => sent.length >= count),
    until,
  };
}

/** Says which messages were never sent; ends the driver. */
export function sawMessages<Message>(
  wanted: readonly Message[],
  sent: readonly Message[],
  otherwise: unknown = null,
): never {
  const isSent = (message: Message) => sent.some((other) => isDeepStrictEqual(other, message));
  saw({
    lost: wanted.filter((message) => !isSent(message)).length,
    of: wanted.length,
    otherwise: { messages: sent.length, otherwise },
  });
  process.exit(0);
}

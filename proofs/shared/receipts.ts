import { isDeepStrictEqual } from 'node:util';
import { saw } from './gates.ts';

/** An order with what was bought. */
export interface Order {
  readonly id: string;
  readonly lines: readonly { readonly name: string; readonly price: number }[];
}

const orders: readonly Order[] = [
  {
    id: 'breakfast',
    lines: [
      { name: 'tea', price: 3 },
      { name: 'toast', price: 4 },
    ],
  },
  { id: 'lunch', lines: [{ name: 'soup', price: 7 }] },
  {
    id: 'dinner',
    lines: [
      { name: 'bread', price: 2 },
      { name: 'pasta', price: 12 },
    ],
  },
];

/** Stands for the shop's own store. */
export async function orderOf(id: string | null | undefined): Promise<Order> {
  const order = orders.find((one) => one.id === id);
  if (order === undefined) throw new Error(`no order ${id}`);
  return order;
}

/**
 * Asks a warm program for three receipts, and counts the answers that hold anything but the order's own lines.
 * @param invoke calls the handler as its platform does; returns the lines of the answer.
 */
export async function askReceipts(invoke: (id: string) => Promise<readonly string[]>): Promise<never> {
  let lost = 0;
  const asked: unknown[] = [];
  for (const { id, lines } of orders) {
    const wanted = lines.map(({ name, price }) => `${name}: ${price}`);
    const answer = await invoke(id);
    if (!isDeepStrictEqual([...answer], wanted)) lost += 1;
    // Its own lines are the last in the answer, also where those of others come before them.
    asked.push({ id, own: answer.slice(-wanted.length) });
  }
  saw({ lost, of: orders.length, otherwise: asked });
  process.exit(0);
}

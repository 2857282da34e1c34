export const sent: number[] = [];

export async function sendReceipt(receipt: { number: number }): Promise<void> {
  sent.push(receipt.number);
}

import receipt from './netlify/functions/receipt.mjs';
import { askReceipts } from './receipts.ts';

await askReceipts(async (id) => {
  const response = await receipt(new Request(`https://shop.example/receipt?id=${id}`), { requestId: 'one' } as never);
  return ((await response.json()) as { lines: string[] }).lines;
});

import { GET } from './app/api/receipt/route.ts';
import { askReceipts } from './receipts.ts';

void askReceipts(async (id) => {
  const response = await GET(new Request(`https://shop.example/api/receipt?id=${id}`));
  return ((await response.json()) as { lines: string[] }).lines;
});

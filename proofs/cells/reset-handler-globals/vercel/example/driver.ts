import receipt from './api/receipt.ts';
import { askReceipts } from './receipts.ts';

await askReceipts(async (id) => {
  let body: { lines: string[] } = { lines: [] };
  await receipt(
    { query: { id } } as never,
    {
      json: (value: typeof body) => {
        body = structuredClone(value);
      },
    } as never,
  );
  return body.lines;
});

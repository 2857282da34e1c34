import { saw } from './gates.ts';
import { addTag } from './program.ts';
import { run } from './statement.ts';
import { makeAccount, twoWriters } from './two-writers.ts';

await makeAccount();
await twoWriters(
  () => addTag(1, 'paid'),
  () => addTag(1, 'sent'),
);
const [row] = await run('select tags from accounts');
const tags = row?.['tags'] as string[];
saw({ lost: 2 - tags.length, of: 2, otherwise: await run('select balance, open, settings, status from accounts') });
process.exit(0);

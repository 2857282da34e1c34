import { DataSource } from 'typeorm';
import { Account } from './account.ts';
import { saw } from './gates.ts';
import { enlarge } from './program.ts';
import { run } from './statement.ts';
import { makeAccount, twoWriters } from './two-writers.ts';

const source = new DataSource({ type: 'postgres', url: process.env['DATABASE_URL'], entities: [Account] });
await source.initialize();
await makeAccount();
const accounts = source.getRepository(Account);
const tags = ['open', 'paid'];
const answers = await twoWriters(...tags.map((tag) => () => enlarge(accounts, 1, tag)));
const [row] = await run('select tags from accounts');
const kept = row?.['tags'] as string[];
saw({ lost: tags.filter((tag) => !kept.includes(tag)).length, of: tags.length, otherwise: answers });
process.exit(0);

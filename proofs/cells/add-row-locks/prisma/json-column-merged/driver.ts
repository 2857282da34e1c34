import { saw } from './gates.ts';
import { generate } from './generate.ts';
import { run } from './statement.ts';
import { makeAccount, twoWriters } from './two-writers.ts';

generate();
await makeAccount({ type: 'char(36)', value: '7c1f8a52-1f6e-4d1c-9b0f-5a3d2c1b0a99' });
const { setTheme } = await import('./src/accounts.ts');
await twoWriters<unknown>(
  () => setTheme(1, 'dark'),
  () => run("update accounts set settings = json_set(settings, '$.language', 'en')"),
);
const [row] = await run('select settings, balance, open from accounts');
const { settings, ...otherwise } = row ?? {};
const { theme, language } = typeof settings === 'string' ? JSON.parse(settings) : settings;
saw({ lost: [theme === 'dark', language === 'en'].filter((isKept) => !isKept).length, of: 2, otherwise });
process.exit(0);

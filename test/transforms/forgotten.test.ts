import { expect, it } from 'vitest';
import { runInMemory } from '../run-in-memory.ts';

const behaviourOf = async (name: string, asked: string, given: string): Promise<string | undefined> => {
  const text = `
import { Account } from './account';
export async function rename(id, state) {
  ${asked}
  const account = await Account.findByPk(id);
  account.name = account.name + ${given};
  await account.save();
}`;
  const files = new Map(
    Object.entries({
      'package.json': '{ "dependencies": { "sequelize": "6" } }',
      'src/account.ts': `import { Model } from 'sequelize'; export class Account extends Model {}`,
      [name]: text,
    }),
  );
  const { report } = await runInMemory(files, { only: ['add-row-locks'], certainty: 'likely' });
  const [finding] = report.findings;
  expect(finding?.refusal).toBeNull();
  return finding?.behaviour ?? undefined;
};

it.each([
  ["if (!state.name) throw new Error('no name');", 'state.name.trim()', '`state.name`'],
  ['let label; label = state.label; if (label === undefined) return;', 'label', '`label`'],
])('tells what TypeScript forgets in the callback: %s', async (asked, given, told) => {
  const words = `In a callback TypeScript no longer knows what was asked of ${told} before it.`;
  expect(await behaviourOf('src/rename.ts', asked, given)).toContain(words);
});

it.each([
  ['src/rename.js', "if (!state.name) throw new Error('no name');", 'state.name.trim()'],
  ['src/rename.ts', 'const { name } = state; if (!name) return;', 'name'],
  ['src/rename.ts', "if (!state.open) throw new Error('closed');", 'state.name'],
  ['src/rename.ts', "if (!state.name) throw new Error('no name');", 'state.name?.trim()'],
])('says nothing where nothing is forgotten: %s %s', async (name, asked, given) => {
  expect(await behaviourOf(name, asked, given)).not.toContain('TypeScript');
});

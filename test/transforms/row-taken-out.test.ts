import { expect, it } from 'vitest';
import { runInMemory } from '../run-in-memory.ts';

const certaintyOf = async (more: string): Promise<string | undefined> => {
  const text = `
import { Account } from './account';
export async function change(id, gone) {
  const account = await Account.findByPk(id);
  account.name = account.name + '-' + id;
  ${more}
  await account.save();
}`;
  const files = new Map(
    Object.entries({
      'package.json': '{ "dependencies": { "sequelize": "6" } }',
      'src/account.ts': `import { Model } from 'sequelize'; export class Account extends Model {}`,
      'src/change.ts': text,
    }),
  );
  const { report } = await runInMemory(files, { only: ['add-row-locks'], certainty: 'possible' });
  return report.findings.find(({ path }) => path === 'src/change.ts')?.certainty;
};

it.each(['account.deletedAt = new Date();', 'account.is_deleted = true;', 'account.archived = gone;'])(
  'calls the new name of a row possible where the row goes out of use: %s',
  async (more) => expect(await certaintyOf(more)).toBe('possible'),
);

it.each(['', 'account.checkedAt = new Date();', 'account.deletions = 2;'])(
  'is sure of it where the row stays: %s',
  async (more) => expect(await certaintyOf(more)).toBe('certain'),
);

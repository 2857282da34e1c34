import { expect, it } from 'vitest';
import { runInMemory } from '../run-in-memory.ts';

const account = `import { Model } from 'sequelize'; export class Account extends Model {}`;

const withdrawing = `
import { Account } from './account';
export async function withdraw(id, amount) {
  const account = await Account.findByPk(id);
  account.balance -= amount;
  await account.save();
}`;

const depositing = `
import { Account } from './account';
export async function deposit(id, amount) {
  const account = await Account.findByPk(id);
  account.balance += amount;
  await account.save();
}`;

const writersBeside = async (others: Record<string, string>) => {
  const files = new Map(
    Object.entries({
      'package.json': '{ "dependencies": { "sequelize": "6" } }',
      'src/account.ts': account,
      'src/withdraw.ts': withdrawing,
      ...others,
    }),
  );
  const { report } = await runInMemory(files, { only: ['add-row-locks'], certainty: 'likely' });
  const finding = report.findings.find(({ path }) => path === 'src/withdraw.ts');
  return finding?.related.map(({ path, line }) => `${path}:${line}`);
};

it('tells where else the table is written, in other files too', async () => {
  const others = {
    'src/close.ts': `import { Account } from './account';\nexport const close = (id) => Account.update({ open: false }, { where: { id } });`,
    'src/deposit.ts': depositing,
  };
  expect(await writersBeside(others)).toEqual(['src/withdraw.ts:4', 'src/close.ts:2', 'src/deposit.ts:6']);
});

it.each([
  [
    'one that takes a lock',
    {
      'src/deposit.ts': depositing.replace('findByPk(id)', 'findByPk(id, { transaction: t, lock: t.LOCK.UPDATE })'),
    },
  ],
  ['a test', { 'src/__tests__/deposit.ts': depositing }],
  ['one of another table', { 'src/deposit.ts': depositing.replaceAll('Account', 'Receipt') }],
])('leaves out %s', async (_, others) => {
  expect(await writersBeside(others)).toEqual(['src/withdraw.ts:4']);
});

it('lists no more than ten', async () => {
  const others = Array.from({ length: 12 }, (_, at) => [`src/deposit-${at}.ts`, depositing]);
  expect(await writersBeside(Object.fromEntries(others))).toHaveLength(11);
});

it('asks no other file for what each class calls the same', async () => {
  const service = (name: string) => `
import { Repository } from 'typeorm';
import { ${name} } from './entities';
export class ${name}Service {
  constructor(private readonly repository: Repository<${name}>) {}
  async add(id: string, amount: number) {
    const row = await this.repository.findOneByOrFail({ id });
    row.total += amount;
    await this.repository.save(row);
  }
}`;
  const related = await writersBeside({
    'package.json': '{ "dependencies": { "typeorm": "0.3" } }',
    'src/withdraw.ts': service('Order'),
    'src/receipts.ts': service('Receipt'),
  });
  expect(related).toEqual(['src/withdraw.ts:7']);
});

import { DataTypes, Model, Sequelize } from 'sequelize';
import { makeAccount, twoWithdrawals } from './two-writers.ts';

// The program leaves it to others to tie its model to a database: here that happens when it is first asked.
const sequelize = new Sequelize(process.env['DATABASE_URL'] ?? '', { logging: false });
const columns = { id: { type: DataTypes.INTEGER, primaryKey: true }, balance: DataTypes.INTEGER };
const tie = (model: typeof Model): void => {
  if (Object.hasOwn(model, 'sequelize')) return;
  model.init(columns, { sequelize, tableName: 'accounts', timestamps: false });
};
const { findByPk } = Model;
Object.assign(Model, {
  findByPk(this: typeof Model, ...args: Parameters<typeof findByPk>) {
    tie(this);
    return findByPk.apply(this, args as never);
  },
});
Object.defineProperty(Model, 'sequelize', {
  get(this: typeof Model) {
    if (this === Model) return undefined;
    tie(this);
    return sequelize;
  },
  set(this: typeof Model, value) {
    Object.defineProperty(this, 'sequelize', { value, writable: true });
  },
});

await makeAccount();
const { withdraw } = await import('./program.ts');
await twoWithdrawals((amount) => withdraw(1, amount));

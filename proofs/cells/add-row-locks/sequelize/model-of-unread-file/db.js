const { DataTypes, Model, Sequelize } = require('sequelize');

class Account extends Model {}

Account.init(
  { id: { type: DataTypes.INTEGER, primaryKey: true }, balance: DataTypes.INTEGER },
  { sequelize: new Sequelize(process.env.DATABASE_URL), tableName: 'accounts', timestamps: false },
);

exports.Account = Account;

import { DataTypes, Model, Sequelize } from 'sequelize';

export class Order extends Model {}

Order.init(
  { total: DataTypes.INTEGER, isClosed: DataTypes.BOOLEAN },
  { sequelize: new Sequelize(process.env['DATABASE_URL'] ?? ''), tableName: 'orders', timestamps: false },
);

import { type CreationOptional, DataTypes, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import { sequelize } from './db';

export class Order extends Model<InferAttributes<Order>, InferCreationAttributes<Order>> {
  declare id: CreationOptional<string>;
  declare accountId: string;
  declare state: 'new' | 'paid' | 'closed' | 'shipped' | 'refunded' | 'expired';
  declare total: string;
  declare createdAt: Date;
  declare closedAt: Date | null;
}

export class Receipt extends Model<InferAttributes<Receipt>, InferCreationAttributes<Receipt>> {
  declare id: CreationOptional<string>;
  declare orderId: string;
  declare total: string;
}

const id = { type: DataTypes.BIGINT, autoIncrement: true, primaryKey: true };
const total = { type: DataTypes.DECIMAL(10, 2), allowNull: false };

Order.init(
  {
    id,
    accountId: DataTypes.BIGINT,
    state: DataTypes.STRING(10),
    total,
    createdAt: DataTypes.DATE,
    closedAt: DataTypes.DATE,
  },
  { sequelize, tableName: 'orders_order' },
);

Receipt.init({ id, orderId: { type: DataTypes.BIGINT, unique: true }, total }, { sequelize, tableName: 'orders_receipt' });

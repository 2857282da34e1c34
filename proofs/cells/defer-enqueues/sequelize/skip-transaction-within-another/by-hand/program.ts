import { Queue } from 'bullmq';
import { Sequelize, type Transaction } from 'sequelize';
import { Order } from './order.ts';

const sequelize = new Sequelize(process.env.DATABASE_URL ?? '');
const receipts = new Queue('receipts');

export async function closeOrder(id: number, outer: Transaction): Promise<void> {
  await sequelize.transaction({ transaction: outer }, async (transaction) => {
    await Order.update({ isClosed: true }, { where: { id }, transaction });
    outer.afterCommit(() => receipts.add('send-receipt', { id }));
  });
}

export async function reopenOrder(id: number, transaction: Transaction): Promise<void> {
  await Order.update({ isClosed: false }, { where: { id }, transaction });
  transaction.afterCommit(() => receipts.add('reopened', { id }));
}

import { sequelize } from '../db';
import { publish } from '../events';
import { Order, Receipt } from '../models';

export async function handler(): Promise<void> {
  await sequelize.transaction(async (t) => {
    const orders = await Order.findAll({ where: { state: 'closed' }, transaction: t });
    let receipt: Receipt;
    let created: boolean;
    for (const order of orders) {
      [receipt, created] = await Receipt.findOrCreate({
        where: { orderId: order.id },
        defaults: { orderId: order.id, total: order.total },
        transaction: t,
      });
      if (!created) continue;
      t.afterCommit(() => publish('receipt-issued', { receiptId: receipt.id }));
    }
  });
}

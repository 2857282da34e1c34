import type { SQSEvent } from 'aws-lambda';
import { sequelize } from '../db';
import { publish } from '../events';
import { Order } from '../models';

export async function handler(event: SQSEvent): Promise<void> {
  const ids: string[] = event.Records.map((record) => JSON.parse(record.body).orderId);
  await sequelize.transaction(async (t) => {
    const orders = await Order.findAll({ where: { id: ids, state: 'paid' }, transaction: t });
    for (var order of orders) {
      await order.update({ state: 'closed', closedAt: new Date() }, { transaction: t });
      t.afterCommit(() => publish('order-closed', { orderId: order.id }));
    }
  });
}

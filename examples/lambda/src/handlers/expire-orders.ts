import { Op } from 'sequelize';
import { sequelize } from '../db';
import { publish } from '../events';
import { Order } from '../models';

const WEEK = 7 * 24 * 60 * 60 * 1000;
const BATCH = 500;

export async function handler(): Promise<void> {
  const createdAt = { [Op.lt]: new Date(Date.now() - WEEK) };
  const afterCommit: (() => Promise<void>)[] = [];
  await sequelize.transaction(async (t) => {
    let ids: string[];
    do {
      const orders = await Order.findAll({ where: { state: 'new', createdAt }, limit: BATCH, transaction: t });
      ids = orders.map((order) => order.id);
      await Order.update({ state: 'expired' }, { where: { id: ids }, transaction: t });
      afterCommit.push(() => publish('orders-expired', { orderIds: ids }));
    } while (ids.length === BATCH);
  });
  for (const run of afterCommit) await run();
}

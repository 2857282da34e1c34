import { Order } from '../models';

async function retrieveScore(order) {
  const response = await fetch(process.env.SCORING_URL, {
    method: 'POST',
    body: JSON.stringify({ account: order.accountId, total: order.total }),
  });
  const { label, score } = await response.json();
  returnData[order.id]['prediction'] = label === '0' ? 'OK' : 'FRAUD';
  returnData[order.id]['probability'] = Math.round(score * 100000) / 1000;
}

async function extractOrders() {
  const orders = await Order.findAll({ where: { state: 'paid' }, order: [['id', 'DESC']], limit: 15 });
  const tasks = [];
  for (const order of orders) {
    returnData[order.id] = {};
    returnData[order.id]['account'] = order.accountId;
    returnData[order.id]['total'] = order.total;
    tasks.push(retrieveScore(order));
  }
  await Promise.all(tasks);
}

var returnData = {};

export async function handler() {
  await extractOrders();
  return returnData;
}

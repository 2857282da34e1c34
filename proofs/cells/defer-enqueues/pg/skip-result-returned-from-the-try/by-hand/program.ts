import { Queue } from 'bullmq';
import pg from 'pg';

const pool = new pg.Pool();
const receipts = new Queue('receipts');

export async function placeOrder(total: number): Promise<number> {
  const client = await pool.connect();
  let orderId: number;
  try {
    await client.query('BEGIN');
    const { rows } = await client.query('INSERT INTO orders (total) VALUES ($1) RETURNING id', [total]);
    orderId = rows[0].id;
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
  await receipts.add('send-receipt', { orderId });
  return orderId;
}

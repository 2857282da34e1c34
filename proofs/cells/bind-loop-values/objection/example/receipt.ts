import knex from 'knex';
import { Model } from 'objection';

export class Receipt extends Model {
  static tableName = 'receipts';
  declare orderId: number;
}

Receipt.knex(knex({ client: 'pg', connection: process.env['DATABASE_URL'] }));

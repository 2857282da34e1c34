import { Model } from 'objection';

export class Order extends Model {
  static tableName = 'orders';
}

import { EntitySchema } from '@mikro-orm/postgresql';

export class Order {
  id!: number;
  total!: number;
}

export const schema = new EntitySchema({
  class: Order,
  tableName: 'orders',
  properties: { id: { type: 'number', primary: true, autoincrement: true }, total: { type: 'number' } },
});

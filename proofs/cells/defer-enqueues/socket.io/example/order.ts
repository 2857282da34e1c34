import { EntitySchema } from '@mikro-orm/postgresql';

export class Order {
  id!: number;
  isClosed!: boolean;
}

export const schema = new EntitySchema({
  class: Order,
  tableName: 'orders',
  properties: {
    id: { type: 'number', primary: true, autoincrement: true },
    isClosed: { type: 'boolean', fieldName: 'isClosed' },
  },
});

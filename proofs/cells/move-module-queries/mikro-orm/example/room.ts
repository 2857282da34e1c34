import { EntitySchema } from '@mikro-orm/postgresql';

export class Room {
  id!: number;
  name!: string;
  open!: boolean;
}

export const schema = new EntitySchema({
  class: Room,
  tableName: 'rooms',
  properties: {
    id: { type: 'number', primary: true },
    name: { type: 'string' },
    open: { type: 'boolean' },
  },
});

import { boolean, pgTable, serial, text } from 'drizzle-orm/pg-core';

export const rooms = pgTable('rooms', {
  id: serial().primaryKey(),
  name: text().notNull(),
  open: boolean().notNull(),
});

import { boolean, integer, pgTable, serial } from 'drizzle-orm/pg-core';

export const orders = pgTable('orders', {
  id: serial().primaryKey(),
  total: integer().notNull(),
  isClosed: boolean().notNull().default(false),
});

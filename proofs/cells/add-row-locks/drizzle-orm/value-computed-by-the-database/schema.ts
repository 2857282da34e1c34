import { integer, pgTable } from 'drizzle-orm/pg-core';

export const accounts = pgTable('accounts', {
  id: integer().primaryKey(),
  balance: integer().notNull(),
});

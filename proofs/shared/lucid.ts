import { IgnitorFactory } from '@adonisjs/core/factories';
import { defineConfig } from '@adonisjs/lucid';
import { isMysql } from './statement.ts';

/** Boots an Adonis application, whose service `db` and models then lead to the database of the cell. */
export async function bootLucid(): Promise<void> {
  const connection = process.env['DATABASE_URL'] ?? '';
  const ignitor = new IgnitorFactory()
    .withCoreProviders()
    .withCoreConfig()
    .merge({
      config: {
        database: defineConfig({
          connection: 'shop',
          connections: {
            shop: isMysql ? { client: 'mysql2', connection: partsOf(connection) } : { client: 'pg', connection },
          },
        }),
      },
      rcFileContents: { providers: [() => import('@adonisjs/lucid/database_provider')] },
    })
    .create(new URL('./', import.meta.url), { importer: (path) => import(path) });
  const app = ignitor.createApp('console');
  await app.init();
  await app.boot();
}

/** Lucid takes an address for PostgreSQL alone. */
function partsOf(address: string) {
  const { hostname: host, port, username: user, password, pathname } = new URL(address);
  return { host, port: Number(port), user, password, database: pathname.slice(1) };
}

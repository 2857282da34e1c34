import { IgnitorFactory } from '@adonisjs/core/factories';
import { defineConfig } from '@adonisjs/lucid';

/** Boots an Adonis application, whose service `db` and models then lead to the database of the cell. */
export async function bootLucid(): Promise<void> {
  const ignitor = new IgnitorFactory()
    .withCoreProviders()
    .withCoreConfig()
    .merge({
      config: {
        database: defineConfig({
          connection: 'pg',
          connections: { pg: { client: 'pg', connection: process.env['DATABASE_URL'] ?? '' } },
        }),
      },
      rcFileContents: { providers: [() => import('@adonisjs/lucid/database_provider')] },
    })
    .create(new URL('./', import.meta.url), { importer: (path) => import(path) });
  const app = ignitor.createApp('console');
  await app.init();
  await app.boot();
}

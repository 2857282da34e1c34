import knex from 'knex';
import { Model } from 'objection';
import { openRooms } from './warm-rooms.ts';

Model.knex(knex({ client: 'pg', connection: process.env['DATABASE_URL'] }));
await openRooms(async () => (await import('./program.ts')).list);

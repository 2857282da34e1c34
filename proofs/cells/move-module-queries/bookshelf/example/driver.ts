import { openRooms } from './warm-rooms.ts';

// The program's own settings have no address of a database.
const knex = require('knex');
const loaded = require.cache[require.resolve('knex')];
if (loaded) loaded.exports = (settings: object) => knex({ ...settings, connection: process.env['DATABASE_URL'] });

void openRooms(async () => require('./rooms.js').list);

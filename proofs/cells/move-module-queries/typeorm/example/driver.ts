import { Room } from './room.ts';
import { source } from './source.ts';
import { openRooms } from './warm-rooms.ts';

source.setOptions({ url: process.env['DATABASE_URL'], entities: [Room] });
await source.initialize();
await openRooms(async () => (await import('./handler.ts')).handler);

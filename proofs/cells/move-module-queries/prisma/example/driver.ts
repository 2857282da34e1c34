import { generate } from './generate.ts';
import { openRooms } from './warm-rooms.ts';

generate();
await openRooms(async () => (await import('./src/handler.ts')).handler);

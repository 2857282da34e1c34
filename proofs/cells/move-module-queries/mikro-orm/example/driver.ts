import { openRooms } from './warm-rooms.ts';

await openRooms(async () => (await import('./rooms.ts')).list);

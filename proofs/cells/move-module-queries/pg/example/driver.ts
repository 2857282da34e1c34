import { openRooms } from './warm-rooms.ts';

await openRooms(async () => (await import('./program.ts')).list);

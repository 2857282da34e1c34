import { bootLucid } from './lucid.ts';
import { openRooms } from './warm-rooms.ts';

await bootLucid();
await openRooms(async () => {
  const { default: RoomsController } = await import('./app/rooms.ts');
  return () => new RoomsController().index();
});

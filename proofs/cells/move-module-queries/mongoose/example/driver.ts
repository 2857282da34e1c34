import { request } from './app.js';
import { Room } from './room.js';
import { run } from './statement.ts';
import { openRooms } from './warm-rooms.ts';

// What the server would answer.
Object.assign(Room.collection, {
  find: ({ open }: { open: boolean }) => ({
    toArray: () => run('select name, open from rooms where open = $1 order by id', [open]),
  }),
});
await openRooms(async () => {
  await import('./routes.js');
  return () => request('/rooms');
});

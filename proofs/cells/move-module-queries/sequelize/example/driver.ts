import { request } from './app.js';
import { openRooms } from './warm-rooms.ts';

await openRooms(async () => {
  await import('./routes.js');
  return () => request('/rooms');
}, '"Rooms"');

import { list } from './program.js';
import { openRooms } from './warm-rooms.ts';

const idsOf = async () => (await list()).map(({ id }: { id: number }) => id);
void openRooms(async () => idsOf, '"Rooms"');

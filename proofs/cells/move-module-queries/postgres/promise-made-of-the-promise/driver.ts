import { openRooms } from './warm-rooms.ts';

await openRooms(async () => {
  const { count, list, open } = await import('./program.ts');
  return async () => {
    const names = await list();
    // What else is derived of the same rows has to agree with them.
    if ((await count()) !== names.length || (await open()).first.name !== names[0]) throw new Error('other rows');
    return names;
  };
});

import { saw } from './gates.ts';
import { isMysql, run } from './statement.ts';

const names = ['Attic', 'Hall', 'Study'];

/**
 * Invokes a warm program three times, with a new open room before each, and counts the answers that lack it.
 * @param load imports the program, once, and returns what an invocation calls; its answer is a list of rooms, of their
 * names or of their ids, maybe as the JSON of a response's body.
 * @param table as the library under proof calls it.
 */
export async function openRooms(load: () => Promise<() => unknown>, table = 'rooms'): Promise<never> {
  const instant = `${isMysql ? 'datetime' : 'timestamptz'} not null default '2030-01-01'`;
  await run(
    `create table ${table} (
      id serial primary key, name text not null, open boolean not null default true, free boolean not null default true,
      "createdAt" ${instant}, "updatedAt" ${instant})`,
  );
  await run(`insert into ${table} (name, open) values ('Cellar', false), ('Lobby', true)`);
  const invoke = await load();
  const answers: { id: unknown; name: string; answer: readonly unknown[] | undefined }[] = [];
  for (const name of names) {
    await run(`insert into ${table} (name) values ($1)`, [name]);
    const [row] = await run(`select id from ${table} where name = $1`, [name]);
    answers.push({ id: row?.['id'], name, answer: await answerOf(invoke) });
  }
  saw({
    lost: answers.filter(({ id, name, answer }) => !answer?.some((room) => isRoom(room, id, name))).length,
    of: answers.length,
    otherwise: {
      rooms: await run(`select name, open from ${table} order by id`),
      // The rooms that were there before the program: the query is still the same.
      early: answers[0]?.answer?.filter((room) => !answers.some(({ id, name }) => isRoom(room, id, name))),
    },
  });
  process.exit(0);
}

/** @returns nothing where the invocation fails. */
async function answerOf(invoke: () => unknown): Promise<readonly unknown[] | undefined> {
  try {
    const answer = await invoke();
    const body = (answer as { body?: string }).body;
    return JSON.parse(body ?? JSON.stringify(answer));
  } catch (error) {
    process.stderr.write(`${error}\n`);
    return undefined;
  }
}

function isRoom(room: unknown, id: unknown, name: string): boolean {
  if (typeof room === 'object' && room !== null) return (room as { name?: unknown }).name === name;
  return room === id || room === name;
}

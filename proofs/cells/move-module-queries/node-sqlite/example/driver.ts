import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { saw } from './gates.ts';

rmSync('shop.db', { force: true });
const db = new DatabaseSync('shop.db');
db.exec('CREATE TABLE rooms (id INTEGER PRIMARY KEY, name TEXT NOT NULL)');
const add = db.prepare('INSERT INTO rooms (name) VALUES (?)');
add.run('Lobby');
const { list } = await import('./program.ts');
const names = ['Attic', 'Hall', 'Study'];
const answers: unknown[][] = [];
for (const name of names) {
  add.run(name);
  answers.push(list());
}
saw({
  lost: names.filter((name, at) => !answers[at]?.includes(name)).length,
  of: names.length,
  otherwise: { first: answers[0]?.[0], rooms: db.prepare('SELECT name FROM rooms ORDER BY id').all() },
});

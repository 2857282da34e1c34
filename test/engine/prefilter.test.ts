import { describe, expect, test } from 'vitest';
import { dialects } from '../../dialects/index.ts';
import { prefilterOf } from '../../src/engine/prefilter.ts';
import type { Dialect } from '../../src/model/dialect.ts';
import { transforms } from '../../transforms/index.ts';
import { replacing } from './made-up.ts';

const bound = transforms.filter(({ id }) => id === 'bind-loop-values');
const concerns = (filter: ReturnType<typeof prefilterOf>) => (bytes: Buffer) => filter(bytes).size > 0;
const python = concerns(prefilterOf('python', bound, dialects));
const javascript = concerns(prefilterOf('javascript', bound, dialects));

describe('a file passes', () => {
  test.each([
    'transaction.on_commit(f)',
    'from django.db.transaction import on_commit as later',
    '# unstale-ignore x: y',
  ])('in Python: %s', (text) => expect(python(Buffer.from(text))).toBe(true));

  test.each([
    't.afterCommit(() => 1)',
    't?.afterCommit?.(f)',
    "trx.after('commit', f)",
    'trx\n  .after(\n    "rollback",\n    f)',
    "trx.after?.('commit', f)",
    'trx.executionPromise.then(f)',
    'runOnTransactionCommit(f)',
    '// unstale-ignore x: y',
  ])('in JavaScript: %j', (text) => expect(javascript(Buffer.from(text))).toBe(true));
});

test.each(['transaction.on_commitment', 'my_on_commit(f)', 'on.commit', 'unrelated'])(
  'a Python file that names no hook does not: %s',
  (text) => expect(python(Buffer.from(text))).toBe(false),
);

test('a transaction counts only beside a function that is pushed to a list', () => {
  const collected = 'await prisma.$transaction(async (tx) => { later.push(() => send(1)); })';
  expect(javascript(Buffer.from(collected))).toBe(true);
  expect(javascript(Buffer.from(collected.replace('() => send(1)', '{ id: 1 }')))).toBe(false);
});

test.each(['afterCommitment()', "trx.after('party')", "trx.before('commit')", 'unrelated'])(
  'a JavaScript file that names no hook does not: %s',
  (text) => expect(javascript(Buffer.from(text))).toBe(false),
);

test('the words are those of the kinds of call that a transform starts from', () => {
  const library: Dialect = {
    id: 'made-up',
    name: 'Made up',
    language: 'python',
    packages: [],
    versions: '1',
    docs: '',
    recognises: {
      'after-commit': [{ call: ['made.up.$later', 'made.up.done$'], callback: 0 }],
      transaction: [{ call: 'made.up.begin' }],
    },
  };
  const filter = concerns(prefilterOf('python', [replacing('x', /x/g, 'y')], [library]));
  for (const text of ['$later(', 'x.done$(', '.$later ']) expect(filter(Buffer.from(text))).toBe(true);
  expect(filter(Buffer.from('begin()'))).toBe(false);
  expect(concerns(prefilterOf('javascript', [replacing('x', /x/g, 'y')], [library]))(Buffer.from('$later('))).toBe(
    false,
  );
});

describe('a query counts only in a statement at the top that keeps it', () => {
  const moved = transforms.filter(({ id }) => id === 'move-module-queries');
  const passes = concerns(prefilterOf('javascript', moved, dialects));

  test.each([
    'const rooms = await prisma\n  .room\n  .findMany();',
    "export const rooms = db('rooms').where({ open: true });",
    'const rooms = sql`\nselect * from rooms`;',
    'const loader = new DataLoader(load);',
    'let rooms;\nasync function list() {\n  rooms ??= await prisma.room.findMany();\n}',
  ])('%j passes', (text) => expect(passes(Buffer.from(text))).toBe(true));

  test.each([
    'const app = express();\nfunction list() {\n  return prisma.room.findMany();\n}',
    'const list = async () => prisma.room.findMany();',
    'const total = rooms.length;',
  ])('%j does not', (text) => expect(passes(Buffer.from(text))).toBe(false));
});

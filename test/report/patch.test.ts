import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Change, patchOf } from '../../src/report/patch.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'unstale-patch-'));
  git('init', '--quiet');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const git = (...args: string[]) =>
  execFileSync('git', args, {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' },
  });

/** Writes the files as they were, applies the patch with git, and returns the files as they then are. */
function applied(
  changes: readonly Change[],
  patch = changes.map((change) => patchOf(change)).join(''),
  at = folder,
): Buffer[] {
  for (const { path, before } of changes) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), before);
  }
  const options = { cwd: at, input: patch, stdio: ['pipe', 'pipe', 'pipe'] as ['pipe', 'pipe', 'pipe'] };
  execFileSync('git', ['apply', '--check', '-'], options);
  execFileSync('git', ['apply', '-'], options);
  return changes.map(({ path }) => readFileSync(join(folder, path)));
}

const expectSame = (changes: readonly Change[], ...rest: [patch?: string, at?: string]) =>
  expect(applied(changes, ...rest).map((bytes) => bytes.toString('hex'))).toEqual(
    changes.map(({ after }) => Buffer.from(after).toString('hex')),
  );

const lines = Array.from({ length: 30 }, (_, at) => `line ${at + 1}`);
const text = (end: string, last = end) => lines.join(end) + last;

describe('git apply takes it, and gives the same bytes', () => {
  test.each<[string, string, string]>([
    ['LF', text('\n'), text('\n').replace('line 9', 'line nine')],
    ['CRLF', text('\r\n'), text('\r\n').replace('line 9', 'line nine')],
    ['lone carriage returns', `a\r${text('\n')}`, `b\r${text('\n')}`],
    ['only lone carriage returns', text('\r'), text('\r').replace('line 9', 'line nine')],
    ['mixed line ends', 'a\r\nb\nc\rd\n\r\n', 'a\r\nB\nc\rD\n\r\n'],
    ['no final newline', text('\n', ''), text('\n', '').replace('line 30', 'line thirty')],
    ['no final newline, changed above', text('\n', ''), text('\n', '').replace('line 28', 'x\ny')],
    ['a final newline added', text('\n', ''), text('\n')],
    ['a final newline taken away', text('\n'), text('\n', '')],
    ['a byte order mark', `\uFEFF${text('\r\n')}`, `\uFEFF${text('\r\n').replace('line 1\r', 'line one\r')}`],
    ['form feeds and vertical tabs', 'a\f\n\fb\n\v\nc\n', 'a\f\n\fB\n\v\nc\n'],
    ['line separators', 'a\u2028b\nc\u0085d\n', 'a\u2028B\nc\u0085d\n'],
    [
      'lines that look like a patch',
      '--- a/x\n+++ b/x\n@@ -1 +1 @@\n\\ No newline\n',
      '--- a/x\n+++ b/y\n@@ -1 +1 @@\n\\ No newline\n',
    ],
    ['trailing whitespace and tabs', 'a \t\n\t\n \n', 'a \t\n\tb\n \n'],
    ['two hunks', text('\n'), text('\n').replace('line 2\n', '').replace('line 29', 'x\nline 29')],
    ['all of it', 'a\n', 'b'],
    ['text beyond the basic plane', '😀\nü\n', '😁\nü\n'],
  ])('%s', (_, before, after) => {
    expectSame([{ path: 'a.py', before, after }]);
  });

  test.each([
    'with space.py',
    'with space/at  both .py',
    'quote".py',
    'back\\slash.py',
    'tab\t.py',
    'bell\u0007 and newline\n.py',
    'ünïcode/日本 😀.py',
    "it's [a] {glob}*?.py",
    'a => b.py',
    '-dash.py',
  ])('a file called %j', (path) => {
    expectSame([{ path, before: 'a\n', after: 'b\n' }]);
  });

  test('several files at once', () => {
    expectSame([
      { path: 'several/a.py', before: text('\r\n', ''), after: text('\r\n', '').replace('line 9', 'x') },
      { path: 'several/b c.ts', before: text('\n', ''), after: text('\n') },
      { path: 'several/ü.js', before: '\uFEFFa\n', after: '\uFEFFb\n' },
    ]);
  });

  test('also when git is told that text files have CRLF', () => {
    git('config', 'core.autocrlf', 'true');
    try {
      expectSame([{ path: 'crlf.py', before: text('\r\n'), after: text('\r\n').replace('line 9', 'x') }]);
    } finally {
      git('config', '--unset', 'core.autocrlf');
    }
  });

  test('from a folder below the top, when the folder is told', () => {
    const change = { path: 'a.py', before: 'a\n', after: 'b\n' };
    mkdirSync(join(folder, 'packages/my api'), { recursive: true });
    const below = { ...change, path: 'packages/my api/a.py' };
    expectSame([below], patchOf(change, false, 'packages/my api/'), join(folder, 'packages/my api'));
  });
});

test('any edits of any text come back from git', () => {
  const line = fc.constantFrom('', 'a', 'b', '\t', ' x ', '\f', '\uFEFF', 'ü', '😀', '-', '+a', '\\', '@@', '\r');
  const end = fc.constantFrom('\n', '\n', '\n', '\r\n', '\r', '');
  const body = fc.array(
    fc.tuple(line, end).map((parts) => parts.join('')),
    { minLength: 1, maxLength: 25 },
  );
  const edits = fc.array(
    fc.record({
      at: fc.nat(24),
      drop: fc.nat(2),
      add: fc.array(
        fc.tuple(line, end).map((parts) => parts.join('')),
        { maxLength: 2 },
      ),
    }),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(body, edits, (parts, changes) => {
      const changed = [...parts];
      for (const { at, drop, add } of changes) changed.splice(at, drop, ...add);
      const change = { path: 'any/file.py', before: parts.join(''), after: changed.join('') };
      if (change.before === change.after) {
        expect(patchOf(change)).toBe('');
        return;
      }
      expectSame([change]);
    }),
    { numRuns: 150 },
  );
});

test('it reads as git prints it', () => {
  const change = { path: 'with space/ü.py', before: 'a\nb\nc\nd\ne\n', after: 'a\nb\nc\nD\ne' };
  expect(patchOf(change)).toBe(
    [
      'diff --git "a/with space/\\303\\274.py" "b/with space/\\303\\274.py"',
      '--- "a/with space/\\303\\274.py"',
      '+++ "b/with space/\\303\\274.py"',
      '@@ -1,5 +1,5 @@',
      ' a',
      ' b',
      ' c',
      '-d',
      '-e',
      '+D',
      '+e',
      '\\ No newline at end of file',
      '',
    ].join('\n'),
  );
  expect(
    patchOf({ ...change, path: 'a b.py' })
      .split('\n')
      .slice(0, 3),
  ).toEqual(['diff --git a/a b.py b/a b.py', '--- a/a b.py\t', '+++ b/a b.py\t']);
});

test.each<[string, (text: string) => string]>([
  ['two hunks', (before) => before.replace('line 2\n', '').replace('line 29', 'x\nline 29')],
  ['nothing left', () => ''],
  ['one line left', () => 'line 1\n'],
])('it is what git diff prints, but for the index line: %s', (_, edit) => {
  const change = { path: 'same.py', before: text('\n'), after: edit(text('\n')) };
  writeFileSync(join(folder, 'same.py'), change.before);
  git('add', 'same.py');
  writeFileSync(join(folder, 'same.py'), change.after);
  expect(patchOf(change)).toBe(
    git('diff', 'same.py')
      .replace(/^index .*\n/m, '')
      .replace(/(@@.*@@).*/g, '$1'),
  );
});

test('colours only when asked for', () => {
  const change = { path: 'a.py', before: 'a\n', after: 'b\n' };
  expect(patchOf(change, true)).toContain('\u001b[31m-a\u001b[39m');
  expect(patchOf(change)).not.toContain('\u001b');
});

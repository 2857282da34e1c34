import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Output } from '../../src/engine/settle.ts';
import { type Disk, writeFiles } from '../../src/engine/write-files.ts';

function folderOf(texts: Readonly<Record<string, string>>) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'unstale-write-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return {
    root,
    at: (path: string) => join(root, path),
    texts: () =>
      Object.fromEntries(
        readdirSync(root, { recursive: true, encoding: 'utf8' })
          .filter((path) => statSync(join(root, path)).isFile())
          .sort()
          .map((path) => [path, readFileSync(join(root, path), 'utf8')]),
      ),
  };
}

const shouted = (path: string, before = path): Output => ({ path, before, after: before.toUpperCase() });

const failure = (code: string): Error => Object.assign(new Error(`${code}: as if`), { code });

/** A disk on which one call fails, the nth, once or for good. */
function diskThat(failing: 'writeTemporary' | 'rename', nth: number, code: string, forGood = false): Disk {
  const count = { writeTemporary: 0, rename: 0 };
  const isDue = (call: keyof Disk): boolean => {
    count[call] += 1;
    return call === failing && (count[call] === nth || (forGood && count[call] > nth));
  };
  return {
    writeTemporary(path, text) {
      // A full disk fails half-way: some of the text is there already.
      writeFileSync(path, isDue('writeTemporary') ? text.slice(0, 1) : text, { flag: 'wx' });
      if (count.writeTemporary === nth && failing === 'writeTemporary') throw failure(code);
    },
    rename(from, to) {
      if (isDue('rename')) throw failure(code);
      renameSync(from, to);
    },
  };
}

test('files are replaced, their modes kept, and nothing else is left behind', () => {
  const { root, at, texts } = folderOf({ a: 'a', 'deep/b': 'b', c: 'c' });
  chmodSync(at('a'), 0o754);
  chmodSync(at('deep/b'), 0o600);
  expect(writeFiles(root, [[shouted('a')], [{ path: 'deep/b', before: 'b', after: 'B' }]])).toEqual({
    written: ['a', 'deep/b'],
    notWritten: [],
  });
  expect(texts()).toEqual({ a: 'A', 'deep/b': 'B', c: 'c' });
  expect(statSync(at('a')).mode & 0o7777).toBe(0o754);
  expect(statSync(at('deep/b')).mode & 0o7777).toBe(0o600);
});

test('the owner is kept, where it is the superuser who writes', () => {
  const { root, at } = folderOf({ a: 'a' });
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = { uid: 65534, gid: 65534 };
  chownSync(at('a'), uid, gid);
  writeFiles(root, [[shouted('a')]]);
  expect(statSync(at('a'))).toMatchObject({ uid, gid });
});

test('a file is replaced, never written into: whoever has it open sees the old text to its end', () => {
  const { root, at } = folderOf({ a: 'a' });
  linkSync(at('a'), at('other name'));
  writeFiles(root, [[shouted('a')]]);
  expect(readFileSync(at('other name'), 'utf8')).toBe('a');
});

test('a link is kept, and the file that it leads to is replaced', () => {
  const { root, at } = folderOf({ real: 'real' });
  symlinkSync('real', at('link'));
  writeFiles(root, [[{ path: 'link', before: 'real', after: 'new' }]]);
  expect(lstatSync(at('link')).isSymbolicLink()).toBe(true);
  expect(readFileSync(at('real'), 'utf8')).toBe('new');
});

test('a file behind a link out of the folder is never written', () => {
  const { root, at } = folderOf({ outside: 'outside', 'inside/a': 'a' });
  symlinkSync('../outside', at('inside/link'));
  symlinkSync('..', at('inside/up'));
  const result = writeFiles(join(root, 'inside'), [[shouted('link', 'outside')], [shouted('up/outside', 'outside')]]);
  expect(result.written).toEqual([]);
  expect(result.notWritten.map(({ reason }) => reason)).toEqual(Array(2).fill('a link leads out of the folder'));
  expect(readFileSync(at('outside'), 'utf8')).toBe('outside');
});

test('a read-only file is named, and every file of its rewrite stays', () => {
  const { root, at, texts } = folderOf({ a: 'a', b: 'b', c: 'c' });
  chmodSync(at('b'), 0o444);
  const { written, notWritten } = writeFiles(root, [[shouted('a'), shouted('b')], [shouted('c')]]);
  expect(written).toEqual(['c']);
  expect(notWritten).toEqual([
    { path: 'a', reason: 'left as it was, because b could not be written: the file is read-only' },
    { path: 'b', reason: 'the file is read-only' },
  ]);
  expect(texts()).toEqual({ a: 'a', b: 'b', c: 'C' });
});

test('a file that has changed since it was read is not written over', () => {
  const { root, texts } = folderOf({ a: 'a, and a line of yours', b: 'b' });
  const { notWritten } = writeFiles(root, [[shouted('a'), shouted('b')]]);
  expect(notWritten[0]).toEqual({ path: 'a', reason: 'the file has changed since it was read' });
  expect(texts()).toEqual({ a: 'a, and a line of yours', b: 'b' });
});

test('a file that changes while the others of its group are prepared is not written over', () => {
  const { root, at, texts } = folderOf({ a: 'a', b: 'b' });
  const disk: Disk = {
    writeTemporary(path, text) {
      writeFileSync(path, text);
      if (text === 'B') writeFileSync(at('a'), 'yours');
    },
    rename: renameSync,
  };
  expect(writeFiles(root, [[shouted('a'), shouted('b')]], disk).written).toEqual([]);
  expect(texts()).toEqual({ a: 'yours', b: 'b' });
});

test('a file that has gone is named', () => {
  const { root, texts } = folderOf({ b: 'b' });
  expect(writeFiles(root, [[shouted('a')], [shouted('b')]])).toEqual({
    written: ['b'],
    notWritten: [{ path: 'a', reason: 'the file has gone' }],
  });
  expect(texts()).toEqual({ b: 'B' });
});

test.each([1, 2, 3])('on a disk that is full at write %i every file stays, and no temporary file is left', (nth) => {
  const before = { a: 'a', b: 'b', c: 'c' };
  const { root, texts } = folderOf(before);
  const group = ['a', 'b', 'c'].map((path) => shouted(path));
  const { written, notWritten } = writeFiles(root, [group], diskThat('writeTemporary', nth, 'ENOSPC'));
  expect(written).toEqual([]);
  expect(notWritten.map(({ path }) => path)).toEqual(['a', 'b', 'c']);
  expect(notWritten[nth - 1]).toEqual({ path: 'abc'[nth - 1], reason: 'the disk is full' });
  expect(texts()).toEqual(before);
});

test.each([1, 2, 3])('when replacing file %i fails, those before it are put back, also on a full disk', (nth) => {
  const before = { a: 'a', b: 'b', c: 'c' };
  const { root, at, texts } = folderOf(before);
  chmodSync(at('a'), 0o755);
  const group = ['a', 'b', 'c'].map((path) => shouted(path));
  const { written, notWritten } = writeFiles(root, [group], diskThat('rename', nth, 'EPERM'));
  expect(written).toEqual([]);
  expect(notWritten[nth - 1]).toEqual({ path: 'abc'[nth - 1], reason: 'permission denied' });
  expect(texts()).toEqual(before);
  expect(statSync(at('a')).mode & 0o777).toBe(0o755);
});

test('where a file cannot be put back, the message says where its text is', () => {
  const { root, at } = folderOf({ a: 'a', b: 'b' });
  const { notWritten } = writeFiles(root, [[shouted('a'), shouted('b')]], diskThat('rename', 2, 'EPERM', true));
  const place = /a could not be put back, its former text is in (\S+)$/.exec(notWritten[1]?.reason ?? '')?.[1] ?? '';
  expect(existsSync(place)).toBe(true);
  expect(readFileSync(place, 'utf8')).toBe('a');
  expect(readFileSync(at('b'), 'utf8')).toBe('b');
});

test('one group that fails does not keep the next from being written', () => {
  const { root, texts } = folderOf({ a: 'a', b: 'b' });
  const { written } = writeFiles(root, [[shouted('a')], [shouted('b')]], diskThat('writeTemporary', 1, 'ENOSPC'));
  expect(written).toEqual(['b']);
  expect(texts()).toEqual({ a: 'a', b: 'B' });
});

test('the longest name that a folder takes is no hindrance', () => {
  const name = 'n'.repeat(255);
  const { root, at } = folderOf({ [name]: 'a' });
  expect(writeFiles(root, [[{ path: name, before: 'a', after: 'A' }]]).written).toEqual([name]);
  expect(readFileSync(at(name), 'utf8')).toBe('A');
});

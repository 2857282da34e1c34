import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { largestFile, openTexts } from '../../src/engine/discover-texts.ts';

let folder = '';
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'unstale-texts-')));
  mkdirSync(join(folder, 'root'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const readAs = (bytes: string | Uint8Array, passes: (bytes: Buffer) => boolean = () => true) => {
  writeFileSync(join(folder, 'root/a.py'), bytes);
  return openTexts(join(folder, 'root')).readIf('a.py', passes);
};

test.each(['', 'a', 'ü😀\u2028\r\n', '\uFEFFa = 1\r\n', 'a\0b'])('%j comes back as it is', (text) => {
  expect(readAs(text)).toEqual({ text });
});

test.each<[string, Uint8Array]>([
  ['Latin-1', Buffer.from('# caf\xe9 on_commit', 'latin1')],
  ['UTF-16 with a mark', Buffer.from('\uFEFFon_commit', 'utf16le')],
  ['UTF-16 without one', Buffer.from('on_commit', 'utf16le')],
  ['UTF-16, the big end first', Buffer.from('on_commit', 'utf16le').swap16()],
  ['half a character', Buffer.from('é').subarray(0, 1)],
  ['a lone surrogate', Buffer.from([0xed, 0xa0, 0x80])],
])('%s is not UTF-8', (_, bytes) => {
  expect(readAs(bytes)).toMatchObject({ reason: 'not-utf-8' });
});

test('UTF-16 is told before the bytes are tested for words, which it would not have', () => {
  expect(readAs(Buffer.from('on_commit', 'utf16le'), (bytes) => bytes.includes('on_commit'))).toMatchObject({
    reason: 'not-utf-8',
  });
});

test('a file that fails the test of its bytes is not decoded', () => {
  expect(readAs(Buffer.from('caf\xe9', 'latin1'), () => false)).toBeUndefined();
});

test('a folder is listed with its files and folders, and nothing outside of the root is', () => {
  const root = join(folder, 'listed');
  mkdirSync(join(root, 'schema/parts'), { recursive: true });
  writeFileSync(join(root, 'schema/orders.prisma'), '');
  writeFileSync(join(root, 'schema/main.prisma'), '');
  symlinkSync(folder, join(root, 'out'));
  const { list } = openTexts(root);
  expect(list('schema/')).toEqual(['schema/main.prisma', 'schema/orders.prisma', 'schema/parts/']);
  expect(list('')).toEqual(['schema/']);
  expect([...list('out/'), ...list('../'), ...list('none/'), ...list('schema/main.prisma')]).toEqual([]);
});

test('five megabytes are read, and a byte more is too large', () => {
  expect(readAs(Buffer.alloc(largestFile, 'a'))).toEqual({ text: 'a'.repeat(largestFile) });
  expect(readAs(Buffer.alloc(largestFile + 1, 'a'))).toMatchObject({
    reason: 'too-large',
    detail: expect.stringContaining('5242881'),
  });
});

test('after a large file a small one is read whole and nothing else', () => {
  const root = join(folder, 'root');
  writeFileSync(join(root, 'large.py'), 'x'.repeat(2_000_000));
  writeFileSync(join(root, 'small.py'), 'y');
  const texts = openTexts(root);
  expect(texts.read('large.py')).toHaveLength(2_000_000);
  expect(texts.read('small.py')).toBe('y');
});

test('what cannot be read says why', () => {
  const texts = openTexts(folder);
  expect(texts.readIf('root', () => true)).toMatchObject({ reason: 'unreadable' });
  expect(texts.readIf('gone.py', () => true)).toMatchObject({ reason: 'unreadable' });
});

test.runIf(process.platform !== 'win32')('a named pipe does not hold up the run', () => {
  execFileSync('mkfifo', [join(folder, 'pipe.py')]);
  expect(openTexts(folder).readIf('pipe.py', () => true)).toEqual({
    reason: 'unreadable',
    detail: 'not a regular file',
  });
});

test('imports lead nowhere outside of the root, be it by dots, by an absolute path or by a link', () => {
  const root = join(folder, 'root');
  writeFileSync(join(folder, 'secret.py'), 'secret');
  writeFileSync(join(root, 'inside.py'), 'inside');
  symlinkSync('../secret.py', join(root, 'out.py'));
  symlinkSync('..', join(root, 'up'));
  symlinkSync('inside.py', join(root, 'link.py'));
  const texts = openTexts(root);
  for (const path of ['../secret.py', 'out.py', 'up/secret.py', join(folder, 'secret.py'), 'gone.py']) {
    expect(texts.read(path), path).toBeUndefined();
  }
  expect(texts.read('inside.py')).toBe('inside');
  expect(texts.read('link.py')).toBe('inside');
});

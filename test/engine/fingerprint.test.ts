import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fingerprints } from '../../src/engine/fingerprint.ts';

const site = (text: string, over: object = {}) => ({
  transform: 'bind-loop-values',
  symbolPath: 'Orders.close',
  text,
  start: 0,
  ...over,
});
const mark = (text: string, over: object = {}): string => fingerprints([site(text, over)])[0] ?? '';

const call = 'transaction.on_commit(lambda: send_receipt(order.id, "two  spaces"))';

test('is sixteen hexadecimal digits', () => {
  expect(mark(call)).toMatch(/^[0-9a-f]{16}$/);
});

describe('formatting does not change it', () => {
  test.each([
    [
      'broken over lines',
      'transaction.on_commit(\n    lambda: send_receipt(\n        order.id,\n        "two  spaces",\n    )\n)',
    ],
    ['CRLF', 'transaction.on_commit(\r\n    lambda: send_receipt(order.id, "two  spaces")\r\n)'],
    ['other quotes', "transaction.on_commit(lambda: send_receipt(order.id, 'two  spaces'))"],
    ['a line continuation', 'transaction.on_commit(lambda: \\\n    send_receipt(order.id, "two  spaces"))'],
  ])('%s', (_, text) => {
    expect(mark(text)).toBe(mark(call));
  });

  test('re-indentation, whatever the whitespace', () => {
    const tokens = ['on_commit', '(', 'lambda', ':', 'f', '(', 'user', ',', "'a, )'", ')', ')'];
    const gaps = fc.array(fc.constantFrom(' ', '\n', '\r\n', '\t', '\f'), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(gaps, { minLength: tokens.length, maxLength: tokens.length }), (list) => {
        const text = tokens.map((part, at) => part + (list[at] ?? []).join('')).join('');
        expect(mark(text)).toBe(mark("on_commit(lambda: f(user, 'a, )'))"));
      }),
    );
  });
});

describe('what the code says does', () => {
  test.each([
    ['another name', call.replace('order.id', 'order.pk')],
    ['whitespace in a string', call.replace('two  spaces', 'two spaces')],
    ['a word split in two', call.replace('lambda:', 'lam bda:')],
    ['whitespace in a template', call.replace('"two  spaces"', '`two spaces`')],
    ['one argument less', call.replace(', "two  spaces"', '')],
  ])('%s', (_, text) => {
    expect(mark(text)).not.toBe(mark(call));
  });

  test('the transform and the enclosing symbol too', () => {
    expect(mark(call, { transform: 'defer-enqueues' })).not.toBe(mark(call));
    expect(mark(call, { symbolPath: 'Orders.open' })).not.toBe(mark(call));
  });
});

test('an apostrophe in a comment does not swallow what follows', () => {
  expect(mark("f(  # don't\n  a)")).toBe(mark("f(# don't\na)"));
  expect(mark("f(  # don't\n  a)")).not.toBe(mark("f(  # don't\n  b)"));
});

test('line ends inside of multi-line strings do not change it', () => {
  expect(mark('f(`a\r\n b`, """c\r\nd""")')).toBe(mark('f(`a\n b`, """c\nd""")'));
});

test('lines inserted elsewhere do not change it, since offsets only order equal sites', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(10_000), { minLength: 2, maxLength: 8 }), fc.nat(5000), (starts, shift) => {
      const ordered = [...starts].sort((a, b) => a - b);
      const before = fingerprints(ordered.map((start) => site(call, { start })));
      const after = fingerprints(ordered.map((start) => site(call, { start: start + shift })));
      expect(after).toEqual(before);
      expect(new Set(before).size).toBe(before.length);
    }),
  );
});

test('equal sites are numbered by their place, and come back in the order given', () => {
  const [second, other, first] = fingerprints([
    site(call, { start: 90 }),
    site('f()', { start: 50 }),
    site(call, { start: 10 }),
  ]);
  expect(fingerprints([site(call, { start: 1 }), site(call, { start: 2 })])).toEqual([first, second]);
  expect(other).toBe(mark('f()'));
});

test('a swap of one finding for another changes it', () => {
  const before = fingerprints([site('a.on_commit(f)', { start: 1 }), site('b.on_commit(f)', { start: 2 })]);
  const after = fingerprints([site('a.on_commit(f)', { start: 1 }), site('c.on_commit(f)', { start: 2 })]);
  expect(after[0]).toBe(before[0]);
  expect(before).not.toContain(after[1]);
});

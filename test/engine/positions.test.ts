import fc from 'fast-check';
import { expect, test } from 'vitest';
import { positionsOf } from '../../src/engine/positions.ts';

test('lines end with \\n, \\r\\n and a lone \\r, and with nothing else', () => {
  const text = 'a\nb\r\nc\rd\u2028e\ff';
  const { at } = positionsOf(text);
  expect([...text].map((_, offset) => at(offset).line)).toEqual([1, 1, 2, 2, 2, 3, 3, 4, 4, 4, 4, 4]);
  expect(at(text.indexOf('e'))).toEqual({ line: 4, column: 3 });
});

test('columns count UTF-16 units, and no byte order mark', () => {
  const { at } = positionsOf('\uFEFF😀x\ny');
  expect(at(0)).toEqual({ line: 1, column: 1 });
  expect(at(1)).toEqual({ line: 1, column: 1 });
  expect(at(3)).toEqual({ line: 1, column: 3 });
  expect(at(5)).toEqual({ line: 2, column: 1 });
});

test('the end of a text has a position, in an empty text too', () => {
  expect(positionsOf('').at(0)).toEqual({ line: 1, column: 1 });
  expect(positionsOf('a\n').at(2)).toEqual({ line: 2, column: 1 });
});

test('a column past the end of its line is the end of that line', () => {
  expect(positionsOf('ab\r\nc').offsetOf({ line: 1, column: 99 })).toBe(2);
  expect(positionsOf('ab\r\nc').offsetOf({ line: 9, column: 1 })).toBe(4);
});

const texts = fc.array(fc.constantFrom('a', '\n', '\r', '\r\n', '😀', '\t', '\uFEFF')).map((parts) => parts.join(''));

test('an offset comes back from its position', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const { at, offsetOf } = positionsOf(text);
      for (let offset = text.startsWith('\uFEFF') ? 1 : 0; offset <= text.length; offset += 1) {
        // The position between \r and \n is past the end of its line.
        const isInsideLineEnd = text[offset - 1] === '\r' && text[offset] === '\n';
        expect(offsetOf(at(offset))).toBe(isInsideLineEnd ? offset - 1 : offset);
      }
    }),
  );
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BaselineEntry, compare, formatBaseline, parseBaseline } from '../../src/engine/baseline.ts';

const entry = (fingerprint: string, path = 'app/orders.py'): BaselineEntry => ({
  fingerprint,
  transform: 'bind-loop-values',
  path,
  symbol: 'transaction.on_commit',
});

describe('compare', () => {
  test('the same place in the same file is known', () => {
    expect(compare([entry('a')], [entry('a')])).toEqual({ statuses: ['known'], gone: [] });
  });

  test('a swap of one finding for another is new and gone', () => {
    expect(compare([entry('b')], [entry('a')])).toEqual({ statuses: ['new'], gone: [entry('a')] });
  });

  test('the same in another file has moved', () => {
    expect(compare([entry('a', 'app/receipts.py')], [entry('a')])).toEqual({ statuses: ['moved'], gone: [] });
  });

  test('a copy in another file is new while the first is still there, in either order', () => {
    const [first, copy] = [entry('a', 'b.py'), entry('a', 'a.py')];
    expect(compare([copy, first], [first])).toEqual({ statuses: ['new', 'known'], gone: [] });
    expect(compare([first, copy], [first])).toEqual({ statuses: ['known', 'new'], gone: [] });
  });

  test('one entry answers for one finding', () => {
    expect(compare([entry('a'), entry('a')], [entry('a')]).statuses).toEqual(['known', 'new']);
    expect(compare([entry('a')], [entry('a'), entry('a')])).toEqual({ statuses: ['known'], gone: [entry('a')] });
    expect(compare([entry('a', 'x.py'), entry('a', 'y.py')], [entry('a')]).statuses).toEqual(['moved', 'new']);
  });

  const entries = fc.array(
    fc
      .record({ fingerprint: fc.constantFrom('a', 'b', 'c'), path: fc.constantFrom('x.py', 'y.py', 'z.py') })
      .map(({ fingerprint, path }) => entry(fingerprint, path)),
  );

  test('every finding and every entry is accounted for once', () => {
    fc.assert(
      fc.property(entries, entries, (findings, baseline) => {
        const { statuses, gone } = compare(findings, baseline);
        const fresh = statuses.filter((status) => status === 'new').length;
        expect(findings.length - fresh).toBe(baseline.length - gone.length);
        // By fingerprint nothing is both new and gone: that would have been a move.
        const freshMarks = findings.filter((_, at) => statuses[at] === 'new').map(({ fingerprint }) => fingerprint);
        expect(gone.filter(({ fingerprint }) => freshMarks.includes(fingerprint))).toEqual([]);
      }),
    );
  });

  test('what was just written is all known', () => {
    fc.assert(
      fc.property(entries, (findings) => {
        const { statuses, gone } = compare(findings, parseBaseline(formatBaseline(findings), 'b.json'));
        expect(new Set(statuses).has('new') || new Set(statuses).has('moved')).toBe(false);
        expect(gone).toEqual([]);
      }),
    );
  });
});

describe('the file', () => {
  test('is sorted, one finding a line, whatever the order of the findings', () => {
    const text = formatBaseline([entry('b'), entry('a'), entry('c', 'app/accounts.py')]);
    expect(text).toBe(
      [
        '{',
        '  "version": 1,',
        '  "findings": [',
        '    {"fingerprint":"c","transform":"bind-loop-values","path":"app/accounts.py","symbol":"transaction.on_commit"},',
        '    {"fingerprint":"a","transform":"bind-loop-values","path":"app/orders.py","symbol":"transaction.on_commit"},',
        '    {"fingerprint":"b","transform":"bind-loop-values","path":"app/orders.py","symbol":"transaction.on_commit"}',
        '  ]',
        '}',
        '',
      ].join('\n'),
    );
    expect(formatBaseline([entry('c', 'app/accounts.py'), entry('a'), entry('b')])).toBe(text);
  });

  test('holds nothing of a finding but what tells it', () => {
    expect(formatBaseline([{ ...entry('a'), line: 3 } as BaselineEntry])).not.toContain('line');
  });

  test('without findings is read back', () => {
    expect(parseBaseline(formatBaseline([]), 'b.json')).toEqual([]);
  });

  const good = formatBaseline([entry('a'), entry('b'), entry('c')]);
  const lines = good.split('\n');
  test.each([
    ['a conflict mark', [...lines.slice(0, 4), '<<<<<<< HEAD', ...lines.slice(4)].join('\n'), 5],
    [
      'half a line',
      good.replace('"transform":"bind-loop-values","path":"app/orders.py","symbol":"transaction.on_commit"},', ''),
      4,
    ],
    ['a missing comma', good.replace('},\n', '}\n'), 4],
    ['a missing end', lines.slice(0, 4).join('\n'), 4],
    ['another version', good.replace('"version": 1', '"version": 2'), 2],
    ['no findings', '{\n  "version": 1\n}\n', 1],
    [
      'a finding without a path',
      good.replace('"fingerprint":"b","transform":"bind-loop-values","path":"app/orders.py"', '"fingerprint":"b"'),
      5,
    ],
    ['not an object', 'null', 1],
    ['nothing', '', 1],
  ])('with %s is refused, with its line', (_, text, line) => {
    expect(() => parseBaseline(text, 'b.json')).toThrow(
      expect.objectContaining({ code: 'bad-baseline', message: expect.stringContaining(`b.json:${line}: `) }),
    );
  });
});

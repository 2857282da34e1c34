import { describe, expect, test } from 'vitest';
import { applySuppressions } from '../../src/engine/suppressions.ts';
import type { Finding } from '../../src/model/report.ts';
import type { SourceFile } from '../../src/model/source.ts';
import { findingOf } from '../report/reports.ts';

const ids = { known: new Set(['bind-loop-values', 'defer-enqueues']), ran: new Set(['bind-loop-values']) };

/** Comments as a kit would give them; the texts below have no comment marks in strings. */
const fileOf = (text: string): SourceFile => ({
  path: 'a.py',
  text,
  language: text.includes('//') || text.includes('/*') ? 'javascript' : 'python',
  comments: [...text.matchAll(/\/\*.*?\*\/|(?:\/\/|#)[^\r\n]*/gs)].map(({ index, 0: { length } }) => ({
    start: index,
    end: index + length,
  })),
  symbolAt: () => '',
});

/** A finding on each line that has `on_commit`. */
const findingsIn = (text: string): Finding[] =>
  text.split(/\r\n|\n|\r/).flatMap((line, at) => (line.includes('on_commit') ? [findingOf({ line: at + 1 })] : []));

const apply = (text: string, over = {}) => applySuppressions(fileOf(text), findingsIn(text), { ...ids, ...over });
const linesOf = (findings: readonly Finding[]) => findings.map(({ line }) => line);

describe('a comment with a reason suppresses', () => {
  test.each([
    ['behind the code', 'on_commit(f)  # unstale-ignore bind-loop-values: reads the final total'],
    ['above it', '# unstale-ignore bind-loop-values: reads the final total\non_commit(f)'],
    ['above it, indented', 'for x in y:\n    # unstale-ignore bind-loop-values: on purpose\n    on_commit(f)'],
    [
      'above it, with another comment between',
      '# unstale-ignore bind-loop-values: on purpose\n# see the docs\non_commit(f)',
    ],
    ['above a decorator', '# unstale-ignore bind-loop-values: on purpose\n@on_commit\ndef f(): pass'],
    ['above a call of several lines', '// unstale-ignore bind-loop-values: on purpose\non_commit(\n  f,\n)'],
    ['in a block', '/* unstale-ignore bind-loop-values: on purpose */\non_commit(f)'],
    [
      'in a block of several lines',
      '/**\n * Why not.\n * unstale-ignore bind-loop-values: on purpose\n */\non_commit(f)',
    ],
    ['in JSX', '{/* unstale-ignore bind-loop-values: on purpose */}\n{on_commit(f)}'],
    ['behind another tool’s mark', 'on_commit(f)  # noqa: B023  # unstale-ignore bind-loop-values: on purpose'],
    ['naming several transforms', 'on_commit(f)  // unstale-ignore defer-enqueues , bind-loop-values: on purpose'],
    ['with CRLF and a byte order mark', '\uFEFF# unstale-ignore bind-loop-values: on purpose\r\non_commit(f)\r\n'],
    ['with lone carriage returns', 'x\r# unstale-ignore bind-loop-values: on purpose\ron_commit(f)'],
    ['without a space', 'on_commit(f)  #unstale-ignore bind-loop-values:on purpose'],
  ])('%s', (_, text) => {
    const { kept, suppressed, idle } = apply(text);
    expect(kept).toEqual([]);
    expect(suppressed).toHaveLength(1);
    expect(idle).toEqual([]);
  });
});

test('it reaches its own line or the next line of code, and no further', () => {
  const text = [
    '# unstale-ignore bind-loop-values: the first only',
    'on_commit(a)',
    'on_commit(b)  # unstale-ignore bind-loop-values: this one only',
    'on_commit(c)',
  ].join('\n');
  const { kept, suppressed } = apply(text);
  expect(linesOf(suppressed)).toEqual([2, 3]);
  expect(linesOf(kept)).toEqual([4]);
});

test('two findings of one line are both suppressed, of the named transform alone', () => {
  const text = 'on_commit(f)  # unstale-ignore bind-loop-values: on purpose';
  const findings = [
    findingOf({ line: 1 }),
    findingOf({ line: 1, outcome: 'refuse' }),
    findingOf({ line: 1, transform: 'defer-enqueues' }),
  ];
  const { kept, suppressed } = applySuppressions(fileOf(text), findings, ids);
  expect(suppressed).toHaveLength(2);
  expect(kept.map(({ transform }) => transform)).toEqual(['defer-enqueues']);
});

describe('a comment that does nothing is reported', () => {
  test.each([
    ['no colon', 'on_commit(f)  # unstale-ignore bind-loop-values', 'bind-loop-values', 'no-reason'],
    [
      'words but no colon',
      'on_commit(f)  # unstale-ignore bind-loop-values on purpose',
      'bind-loop-values',
      'no-reason',
    ],
    ['nothing behind the colon', 'on_commit(f)  # unstale-ignore bind-loop-values:  ', 'bind-loop-values', 'no-reason'],
    [
      'nothing before the end of a block',
      'on_commit(f) /* unstale-ignore bind-loop-values: */',
      'bind-loop-values',
      'no-reason',
    ],
    [
      'a typing error',
      'on_commit(f)  # unstale-ignore bind-loop-value: on purpose',
      'bind-loop-value',
      'unknown-transform',
    ],
    ['no name', 'on_commit(f)  # unstale-ignore: on purpose', '', 'unknown-transform'],
  ])('%s', (_, text, transform, problem) => {
    const { kept, idle } = apply(text);
    expect(kept).toHaveLength(1);
    expect(idle).toEqual([{ path: 'a.py', line: 1, column: text.indexOf('unstale-ignore') + 1, transform, problem }]);
  });

  test('nothing there to suppress', () => {
    const { idle } = apply('x = 1\ny = 2  # unstale-ignore bind-loop-values: on purpose\n');
    expect(idle).toEqual([{ path: 'a.py', line: 2, column: 10, transform: 'bind-loop-values', problem: 'unused' }]);
  });

  test('one of two for the same line is not called unused', () => {
    const mark = '# unstale-ignore bind-loop-values: on purpose';
    expect(apply(`${mark}\non_commit(f)  ${mark}`).idle).toEqual([]);
  });

  test('the last line of a file has none below it', () => {
    expect(apply('on_commit(f)\n# unstale-ignore bind-loop-values: on purpose').idle).toMatchObject([
      { line: 2, problem: 'unused' },
    ]);
  });

  test('but nothing is said of a transform that did not run', () => {
    expect(apply('x  # unstale-ignore defer-enqueues: on purpose').idle).toEqual([]);
    expect(apply('x  # unstale-ignore bind-loop-values: on purpose', { ran: new Set() }).idle).toEqual([]);
  });
});

test('the same words in a string, or in the middle of a comment, are no suppression', () => {
  const inString: SourceFile = { ...fileOf('on_commit("# unstale-ignore bind-loop-values: x")'), comments: [] };
  expect(applySuppressions(inString, [findingOf({ line: 1 })], ids).kept).toHaveLength(1);
  expect(apply('on_commit(f)  # see unstale-ignore bind-loop-values: x').kept).toHaveLength(1);
  expect(apply('x  # unstale-ignored: nothing').idle).toEqual([]);
});

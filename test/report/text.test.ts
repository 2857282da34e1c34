import { describe, expect, test } from 'vitest';
import { findingsText, summaryText, textReport, unanalysedText } from '../../src/report/text.ts';
import { findingOf, refusalOf, reportOf, sentence } from './reports.ts';

const context = { sentence, colours: false };

test('check prints what is new in full, and the rest by name or number', () => {
  const report = reportOf({
    findings: [
      findingOf(),
      findingOf({ safety: 'review', behaviour: 'the mail is not sent after a rollback', line: 20, related: [] }),
      refusalOf(),
      findingOf({ status: 'known', line: 77 }),
      findingOf({ status: 'moved', line: 80 }),
    ],
    unanalysed: [{ path: 'app/old.py', reason: 'python-2', detail: 'line 3: print statement' }],
    idleSuppressions: [
      { path: 'a.py', line: 1, column: 3, transform: 'bind-loop-values', problem: 'unused' },
      { path: 'a.py', line: 2, column: 3, transform: 'bind-loop-values', problem: 'no-reason' },
      { path: 'a.py', line: 3, column: 3, transform: 'bind-loops', problem: 'unknown-transform' },
    ],
    gone: [{ transform: 'bind-loop-values', path: 'app/gone.py', symbol: 'on_commit', fingerprint: 'f' }],
  });
  expect(textReport(report, { ...context, summary: true })).toMatchInlineSnapshot(`
    "app/orders.py:12:9 bind-loop-values certain, safe
      The callback reads \`order\` at commit, when the loop is over.
        T1 turn 1: \`order\` is #1; a callback is registered
        T1 COMMIT: the callback reads #2
      because  \`transaction.atomic()\` is open around the loop (line 9).
      changes  nothing but the bug
      see      app/orders.py:10:5: The loop assigns \`order\` here.

    app/orders.py:20:9 bind-loop-values certain, review
      The callback reads \`order\` at commit, when the loop is over.
        T1 turn 1: \`order\` is #1; a callback is registered
        T1 COMMIT: the callback reads #2
      because  \`transaction.atomic()\` is open around the loop (line 9).
      behaves  differently: the mail is not sent after a rollback

    app/orders.py:30:9 bind-loop-values likely, refused
      The callback reads \`order\` at commit, when the loop is over.
        T1 turn 1: \`order\` is #1; a callback is registered
        T1 COMMIT: the callback reads #2
      because  \`transaction.atomic()\` is open around the loop (line 9).
      refused  object-reused: One object is changed in place on each turn. Make a new object on each turn.
      see      app/orders.py:10:5: The loop assigns \`order\` here.

    In the baseline, and now elsewhere:
      app/orders.py:80:9: bind-loop-values at transaction.on_commit

    In the baseline, and gone (--update-baseline takes them out):
      app/gone.py: bind-loop-values at on_commit

    Comments that suppress nothing:
      a.py:1:3: unstale-ignore bind-loop-values: there is nothing here to suppress; remove it
      a.py:2:3: unstale-ignore bind-loop-values: it gives no reason; add one after a colon
      a.py:3:3: unstale-ignore bind-loops: there is no such transform; \`unstale list\` names them

    Not analysed:
      app/old.py: python-2: line 3: print statement

    5 findings: 4 rewrites, 1 refused · 3 new, 2 in the baseline, 1 gone · 119 of 120 files analysed
    \`unstale migrate\` writes 3; \`unstale migrate --unsafe\` the other 1
    "
  `);
});

test('no escape sequence without colours, and colours when asked for', () => {
  const report = reportOf();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what this looks for
  const sequence = /\u001b\[/;
  expect(textReport(report, { ...context, summary: true })).not.toMatch(sequence);
  expect(textReport(report, { ...context, colours: true, summary: true })).toMatch(sequence);
});

test('names and excerpts from the code cannot steer the terminal', () => {
  const text = findingsText(
    [findingOf({ path: 'a\u001b[2J\n.py', message: 'reads `a\r\n   .b` \u202e', symbol: 'x' })],
    context,
  );
  expect(text).toContain('a\\u001b[2J .py:12:9 ');
  expect(text).toContain('reads `a .b` \\u202e');
});

describe('what the summary counts', () => {
  test('nothing found', () => {
    expect(summaryText(reportOf({ findings: [] }), context)).toBe('No findings · 120 of 120 files analysed\n');
  });

  test('rewrites that want a review are not called writable', () => {
    expect(summaryText(reportOf({ findings: [findingOf({ safety: 'review' })] }), context)).toBe(
      '1 finding: 1 rewrite, 0 refused · 120 of 120 files analysed\n`unstale migrate --unsafe` writes 1\n',
    );
  });

  test('is left out when it is not wanted', () => {
    expect(textReport(reportOf({ findings: [] }), { ...context, summary: false })).toBe('');
  });
});

test('a rewrite that the run holds back says so, and only then', () => {
  const review = [findingOf({ safety: 'review' })];
  expect(findingsText(review, { ...context, unsafe: false })).toContain('review (only with --unsafe)');
  expect(findingsText(review, { ...context, unsafe: true })).not.toContain('--unsafe');
});

test('every file that was not analysed is named', () => {
  expect(unanalysedText(reportOf())).toBe('');
  expect(unanalysedText(reportOf({ unanalysed: [{ path: 'a.ts', reason: 'too-large', detail: '9 bytes' }] }))).toBe(
    'Not analysed:\n  a.ts: too-large: 9 bytes\n\n',
  );
});

test('places of which the same is said share a line, as far as a reader will go through them', () => {
  const placed = (line: number) => ({ path: 'app/orders.py', line, column: 5, message: 'Written here too.' });
  const related = [
    { path: 'app/orders.py', line: 3, column: 1, message: 'Read here.' },
    ...[7, 8, 9, 11, 12].map(placed),
  ];
  const seen = findingsText([findingOf({ related })], context)
    .split('\n')
    .filter((line) => line.includes('see'));
  expect(seen).toEqual([
    '  see      app/orders.py:3:1: Read here.',
    '  see      app/orders.py:7:5, app/orders.py:8:5, app/orders.py:9:5 and 2 more: Written here too.',
  ]);
});

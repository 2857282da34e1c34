import { expect, test } from 'vitest';
import { githubReport } from '../../src/report/github.ts';
import { findingOf, refusalOf, reportOf, sentence } from './reports.ts';

/** What the runner makes of a line, by its own rules. */
function parse(line: string) {
  const [, level, list = '', data = ''] = /^::(\w+) ?(.*?)::(.*)$/.exec(line) ?? [];
  const unescapeData = (text: string) => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
  const unescapeProperty = (text: string) => unescapeData(text.replaceAll('%3A', ':').replaceAll('%2C', ','));
  const properties = Object.fromEntries(
    list
      .split(',')
      .map((pair) => [pair.slice(0, pair.indexOf('=')), unescapeProperty(pair.slice(pair.indexOf('=') + 1))]),
  );
  return { level, properties, message: unescapeData(data) };
}

const commandsOf = (text: string) => text.split('\n').filter(Boolean).map(parse);

test('findings become annotations where they are, as loud as they are certain', () => {
  const report = reportOf({
    findings: [findingOf(), refusalOf({ endLine: 31, endColumn: 4 }), findingOf({ certainty: 'possible' })],
  });
  const [rewrite, refusal, possible] = commandsOf(githubReport(report, { sentence }));
  expect(rewrite).toEqual({
    level: 'error',
    properties: {
      file: 'app/orders.py',
      line: '12',
      endLine: '12',
      col: '9',
      endColumn: '60',
      title: 'bind-loop-values (certain)',
    },
    message: [
      'The callback reads `order` at commit, when the loop is over.',
      'T1 turn 1: `order` is #1; a callback is registered',
      'T1 COMMIT: the callback reads #2',
      '`unstale migrate` rewrites it.',
    ].join('\n'),
  });
  expect(refusal?.level).toBe('warning');
  expect(refusal?.properties).not.toHaveProperty('endColumn');
  expect(refusal?.message).toMatch(/Refused, object-reused: One object is changed/);
  expect(possible?.level).toBe('notice');
});

test('what a workflow command would take for its own marks is escaped', () => {
  const nasty = 'a,b:c%0A;d\r\ne';
  const text = githubReport(reportOf({ findings: [findingOf({ path: nasty, message: nasty, scenario: [] })] }));
  expect(text.split('\n')).toHaveLength(2);
  const [annotation] = commandsOf(text);
  expect(annotation?.properties['file']).toBe(nasty);
  expect(annotation?.message.startsWith(`${nasty}\n`)).toBe(true);
  expect(text).toContain('file=a%2Cb%3Ac%250A;d%0D%0Ae,line=12');
});

test('paths count from the repository, not from the folder of the run', () => {
  expect(githubReport(reportOf(), { folder: 'packages/api/' })).toContain('::error file=packages/api/app/orders.py,');
});

test('what the baseline holds is not annotated', () => {
  expect(githubReport(reportOf({ findings: [findingOf({ status: 'known' }), findingOf({ status: 'moved' })] }))).toBe(
    '',
  );
});

test('files that were not analysed, idle suppressions and what is gone are', () => {
  const commands = commandsOf(
    githubReport(
      reportOf({
        findings: [],
        unanalysed: [{ path: 'a.py', reason: 'syntax-error', detail: 'line 3' }],
        idleSuppressions: [{ path: 'b.py', line: 2, column: 5, transform: 'bind-loop-values', problem: 'unused' }],
        gone: [{ path: 'c.py', transform: 'bind-loop-values', symbol: 'on_commit', fingerprint: 'f' }],
      }),
    ),
  );
  expect(commands.map(({ level, properties }) => [level, properties['file']])).toEqual([
    ['warning', 'b.py'],
    ['error', 'a.py'],
    ['notice', undefined],
  ]);
});

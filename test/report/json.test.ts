import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { jsonReport } from '../../src/report/json.ts';
import { findingOf, refusalOf, reportOf } from './reports.ts';

const schema = JSON.parse(readFileSync(new URL('../../schema/report.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv({ allErrors: true }).compile(schema);

const report = reportOf({
  findings: [findingOf(), refusalOf({ status: 'moved' })],
  unanalysed: [{ path: 'a.py', reason: 'not-utf-8', detail: 'byte 3' }],
  idleSuppressions: [{ path: 'b.py', line: 2, column: 5, transform: 'bind-loop-values', problem: 'unused' }],
  gone: [{ path: 'c.py', transform: 'bind-loop-values', symbol: 'on_commit', fingerprint: 'f' }],
});

test('a report is printed as it is, and its schema accepts it', () => {
  const printed = JSON.parse(jsonReport(report));
  expect(printed).toEqual(report);
  expect(validate(printed), JSON.stringify(validate.errors)).toBe(true);
});

describe('the schema rejects', () => {
  const broken: [string, (copy: Report) => unknown][] = [
    ['another version', (copy) => ({ ...copy, version: 2 })],
    ['a key too many', (copy) => ({ ...copy, duration: 3 })],
    ['no unanalysed files', ({ unanalysed: _, ...copy }) => copy],
    ['half a line', (copy) => ({ ...copy, findings: [{ ...findingOf(), line: 1.5 }] })],
    ['an unknown outcome', (copy) => ({ ...copy, findings: [{ ...findingOf(), outcome: 'skip' }] })],
    ['an unknown reason', (copy) => ({ ...copy, unanalysed: [{ path: 'a', reason: 'boring', detail: '' }] })],
    [
      'an edit without its text',
      (copy) => ({ ...copy, findings: [{ ...findingOf(), edits: [{ path: 'a', start: 1, end: 2 }] }] }),
    ],
    [
      'a finding without a fingerprint',
      (copy) => ({ ...copy, findings: [{ ...findingOf(), fingerprint: undefined }] }),
    ],
  ];
  test.each(broken)('%s', (_, change) => {
    expect(validate(JSON.parse(JSON.stringify(change(report))))).toBe(false);
  });
});

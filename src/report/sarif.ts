import type { Certainty } from '../model/dialect.ts';
import type { Finding, Place, RefusalSentence, Report } from '../model/report.ts';
import type { Transform } from '../model/transform.ts';
import { ruleHelp } from './rule-help.ts';

/** What a SARIF log is made with. */
export interface SarifContext {
  /** Each becomes a rule, whether it found something or not. */
  readonly transforms: readonly Transform[];
  /** A sentence for each refusal code. */
  readonly sentence: RefusalSentence;
  /** The folder of the run inside the repository, with a slash at its end; empty for its root. */
  readonly folder?: string;
  /** The text that a file's edits refer to: tells whether it starts with a byte order mark. */
  readonly textOf?: (path: string) => string | undefined;
}

/** The report as a SARIF 2.1.0 log. Suppressed findings are not in it; those of the baseline are, marked so. */
export function sarifReport(report: Report, context: SarifContext): string {
  const { transforms } = context;
  const hasBaseline = report.summary.baselined > 0 || report.gone.length > 0;
  const reasons = [...new Set(report.unanalysed.map(({ reason }) => reason))];
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: report.tool.name,
            semanticVersion: report.tool.version,
            rules: transforms.map((transform) => ({
              id: transform.id,
              shortDescription: { text: transform.summary },
              fullDescription: { text: transform.finds },
              help: { text: ruleHelp(transform, 'text'), markdown: ruleHelp(transform, 'markdown') },
              defaultConfiguration: { level: 'warning' },
            })),
            notifications: [...reasons, 'idle-suppression'].map((id) => ({ id })),
          },
        },
        columnKind: 'utf16CodeUnits',
        newlineSequences: ['\r\n', '\n', '\r'],
        invocations: [
          {
            executionSuccessful: report.unanalysed.length === 0,
            toolExecutionNotifications: notificationsOf(report, context),
          },
        ],
        results: report.findings.map((finding) => ({
          ...resultOf(finding, context),
          ...(hasBaseline ? { baselineState: states[finding.status] } : {}),
        })),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

const levels: Readonly<Record<Certainty, string>> = { certain: 'error', likely: 'warning', possible: 'note' };

const states: Readonly<Record<Finding['status'], string>> = { new: 'new', known: 'unchanged', moved: 'updated' };

function resultOf(finding: Finding, context: SarifContext) {
  const { message, scenario, behaviour, refusal, endLine, endColumn, edits } = finding;
  const outcome =
    finding.outcome === 'refuse'
      ? `Refused, ${refusal}: ${context.sentence(finding) || 'mend it by hand.'}`
      : `The rewrite changes ${behaviour === null ? 'nothing but the bug.' : `this too: ${behaviour}`}`;
  return {
    ruleId: finding.transform,
    ruleIndex: context.transforms.findIndex(({ id }) => id === finding.transform),
    level: levels[finding.certainty],
    message: { text: [message, ...scenario, outcome].join('\n') },
    locations: [locationOf(finding, context, { endLine, endColumn })],
    relatedLocations: finding.related.map((place, id) => ({
      id,
      ...locationOf(place, context),
      message: { text: place.message },
    })),
    partialFingerprints: { 'unstale/v1': finding.fingerprint },
    ...(edits.length ? { fixes: [fixOf(finding, context)] } : {}),
    properties: {
      dialect: finding.dialect,
      symbol: finding.symbol,
      outcome: finding.outcome,
      refusal,
      certainty: finding.certainty,
      safety: finding.safety,
      behaviour,
      evidence: finding.evidence,
    },
  };
}

function fixOf({ message, edits }: Finding, context: SarifContext) {
  return {
    description: { text: message },
    artifactChanges: [...new Set(edits.map(({ path }) => path))].map((path) => {
      // As for columns, a byte order mark does not count: the standard leaves it open, and no viewer shows one.
      const first = context.textOf?.(path)?.startsWith('\uFEFF') ? 1 : 0;
      return {
        artifactLocation: artifact(path, context),
        replacements: edits
          .filter((edit) => edit.path === path)
          .map(({ start, end, text }) => ({
            deletedRegion: { charOffset: start - first, charLength: end - start },
            insertedContent: { text },
          })),
      };
    }),
  };
}

function notificationsOf({ unanalysed, idleSuppressions }: Report, context: SarifContext) {
  return [
    ...unanalysed.map(({ path, reason, detail }) => ({
      level: 'error',
      descriptor: { id: reason },
      message: { text: `Not analysed: ${path}: ${detail}` },
      locations: [{ physicalLocation: { artifactLocation: artifact(path, context) } }],
    })),
    ...idleSuppressions.map((idle) => ({
      level: 'warning',
      descriptor: { id: 'idle-suppression' },
      message: { text: `unstale-ignore ${idle.transform}: ${idle.problem}` },
      locations: [locationOf(idle, context)],
    })),
  ];
}

const locationOf = ({ path, line, column }: Place, context: SarifContext, end: object = {}) => ({
  physicalLocation: {
    artifactLocation: artifact(path, context),
    region: { startLine: line, startColumn: column, ...end },
  },
});

const artifact = (path: string, { folder = '' }: SarifContext) => ({
  uri: `${folder}${path}`.split('/').map(encodeURIComponent).join('/'),
  uriBaseId: '%SRCROOT%',
});

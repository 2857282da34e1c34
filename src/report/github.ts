import type { Certainty } from '../model/dialect.ts';
import type { Finding, RefusalSentence, Report } from '../model/report.ts';

/** What annotations are made with. */
export interface GithubContext {
  /** A sentence for each refusal code. */
  readonly sentence?: RefusalSentence;
  /** The folder of the run inside the checked-out repository, with a slash at its end; empty for its root. */
  readonly folder?: string;
}

/**
 * The report as workflow commands, which GitHub Actions shows where the reviewer looks. What the baseline holds is not
 * annotated; a file that was not analysed is.
 */
export function githubReport(report: Report, { sentence, folder = '' }: GithubContext = {}): string {
  const commands = report.findings
    .filter(({ status }) => status === 'new')
    .map((finding) =>
      command(
        levels[finding.certainty],
        {
          file: folder + finding.path,
          line: finding.line,
          endLine: finding.endLine,
          col: finding.column,
          // Across lines GitHub takes the end column for one of the first line.
          ...(finding.endLine === finding.line ? { endColumn: finding.endColumn } : {}),
          title: `${finding.transform} (${finding.certainty})`,
        },
        messageOf(finding, sentence),
      ),
    );
  for (const { path, line, column, transform, problem } of report.idleSuppressions) {
    const place = { file: folder + path, line, col: column, title: 'A suppression that does nothing' };
    commands.push(command('warning', place, `unstale-ignore ${transform}: ${problem}`));
  }
  for (const { path, reason, detail } of report.unanalysed) {
    commands.push(command('error', { file: folder + path, title: `Not analysed: ${reason}` }, detail));
  }
  if (report.gone.length) {
    const names = report.gone.map(({ path, transform, symbol }) => `${path}: ${transform} at ${symbol}`);
    commands.push(command('notice', { title: 'In the baseline, and gone' }, names.join('\n')));
  }
  return commands.join('');
}

const levels: Readonly<Record<Certainty, string>> = { certain: 'error', likely: 'warning', possible: 'notice' };

function messageOf(finding: Finding, sentence: GithubContext['sentence']): string {
  const { message, scenario, outcome, refusal, safety, behaviour } = finding;
  const writer = safety === 'review' ? '`unstale migrate --unsafe`' : '`unstale migrate`';
  const step =
    outcome === 'refuse'
      ? `Refused, ${refusal}: ${sentence?.(finding) || 'mend it by hand.'}`
      : `${writer} rewrites it.${behaviour === null ? '' : ` Behaves differently: ${behaviour}`}`;
  return [message, ...scenario, step].join('\n');
}

function command(level: string, properties: Readonly<Record<string, string | number>>, message: string): string {
  const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${level} ${list.join(',')}::${escapeData(message)}\n`;
}

const escapeData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

import pico from 'picocolors';
import type { Finding, IdleSuppression, Place, RefusalSentence, Report } from '../model/report.ts';
import { printable } from './printable.ts';

/** What a text for people is made with. */
export interface TextContext {
  /** A sentence for each refusal code. */
  readonly sentence: RefusalSentence;
  readonly colours: boolean;
  /** Whether the run includes the rewrites that want a review. */
  readonly unsafe?: boolean;
}

/**
 * The report of `check` for people: what is new in full, what has moved in a line, what is known only as a number.
 * @param context `summary` ends it with the numbers.
 */
export function textReport(report: Report, context: TextContext & { readonly summary: boolean }): string {
  const fresh = report.findings.filter(({ status }) => status === 'new');
  const moved = report.findings.filter(({ status }) => status === 'moved');
  return [
    findingsText(fresh, context),
    section(
      'In the baseline, and now elsewhere',
      moved.map((finding) => `${placeOf(finding)}: ${finding.transform} at ${printable(finding.symbol)}`),
    ),
    section(
      'In the baseline, and gone (--update-baseline takes them out)',
      report.gone.map(({ path, transform, symbol }) => `${printable(path)}: ${transform} at ${printable(symbol)}`),
    ),
    section('Comments that suppress nothing', report.idleSuppressions.map(idleText)),
    unanalysedText(report),
    context.summary ? summaryText(report, context) : '',
  ].join('');
}

/** Findings in full, each with an empty line after it. */
export function findingsText(findings: readonly Finding[], context: TextContext): string {
  return findings.map((finding) => `${findingText(finding, context)}\n`).join('');
}

/** The files that were not analysed, each with its reason; empty when there is none. */
export function unanalysedText({ unanalysed }: Report): string {
  return section(
    'Not analysed',
    unanalysed.map(({ path, reason, detail }) => `${printable(path)}: ${reason}: ${printable(detail)}`),
  );
}

/** The numbers of a run, in a line or two. */
export function summaryText({ summary, findings, gone }: Report, { colours }: TextContext): string {
  const { bold } = pico.createColors(colours);
  const safe = findings.filter(({ outcome, safety }) => outcome === 'rewrite' && safety === 'safe').length;
  const review = summary.rewrites - safe;
  const found = summary.findings
    ? `${count(summary.findings, 'finding')}: ${count(summary.rewrites, 'rewrite')}, ${summary.refusals} refused`
    : 'No findings';
  const numbers = [
    bold(found),
    ...(summary.baselined || gone.length
      ? [`${summary.new} new, ${summary.baselined} in the baseline, ${gone.length} gone`]
      : []),
    ...(summary.suppressed ? [`${summary.suppressed} suppressed`] : []),
    `${summary.analysed} of ${count(summary.files, 'file')} analysed`,
  ].join(' · ');
  const more = review
    ? `${safe ? '; ' : ''}\`unstale migrate --unsafe\` ${safe ? 'the other' : 'writes'} ${review}`
    : '';
  return `${numbers}\n${safe || review ? `${safe ? `\`unstale migrate\` writes ${safe}` : ''}${more}\n` : ''}`;
}

function findingText(finding: Finding, { sentence, colours, unsafe }: TextContext): string {
  const { bold, cyan, dim, green, magenta, red, yellow } = pico.createColors(colours);
  const tone = { certain: red, likely: yellow, possible: dim }[finding.certainty];
  const isHeldBack = finding.safety === 'review' && unsafe === false;
  const outcome =
    finding.outcome === 'refuse' ? magenta('refused') : finding.safety === 'safe' ? green('safe') : yellow('review');
  const line = (label: string, text: string): string => `  ${dim(label.padEnd(8))} ${printable(text)}\n`;
  return [
    `${bold(placeOf(finding))} ${cyan(finding.transform)} ${tone(finding.certainty)}, ${outcome}${isHeldBack ? ' (only with --unsafe)' : ''}\n`,
    `  ${printable(finding.message)}\n`,
    ...finding.scenario.map((step) => `    ${printable(step)}\n`),
    ...finding.evidence.map((fact) => line('because', fact)),
    finding.outcome === 'refuse'
      ? line('refused', `${finding.refusal}: ${sentence(finding)}`)
      : finding.behaviour === null
        ? line('changes', 'nothing but the bug')
        : line('behaves', `differently: ${finding.behaviour}`),
    ...seen(finding.related).map((text) => line('see', text)),
  ].join('');
}

/** Other places of a finding, those of which the same is said in one line, as long as a reader will go through them. */
function seen(related: Finding['related']): string[] {
  const messages = [...new Set(related.map(({ message }) => message))];
  return messages.map((message) => {
    const places = related.filter((one) => one.message === message).map(placeOf);
    const left = places.length - mostPlaces;
    return `${places.slice(0, mostPlaces).join(', ')}${left > 0 ? ` and ${left} more` : ''}: ${message}`;
  });
}

const mostPlaces = 3;

const problems: Readonly<Record<IdleSuppression['problem'], string>> = {
  unused: 'there is nothing here to suppress; remove it',
  'no-reason': 'it gives no reason; add one after a colon',
  'unknown-transform': 'there is no such transform; `unstale list` names them',
};

const idleText = (idle: IdleSuppression): string =>
  `${placeOf(idle)}: unstale-ignore ${printable(idle.transform)}: ${problems[idle.problem]}`;

const placeOf = ({ path, line, column }: Place): string => `${printable(path)}:${line}:${column}`;

const section = (title: string, lines: readonly string[]): string =>
  lines.length ? `${title}:\n${lines.map((line) => `  ${line}\n`).join('')}\n` : '';

const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;

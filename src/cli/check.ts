import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { transforms } from '../../transforms/index.ts';
import { type BaselineEntry, compare, formatBaseline, parseBaseline } from '../engine/baseline.ts';
import { folderInWorkTree } from '../engine/discover-git.ts';
import { withBaseline } from '../engine/plan.ts';
import { UsageError } from '../model/errors.ts';
import type { Finding, Report } from '../model/report.ts';
import { githubReport } from '../report/github.ts';
import { jsonReport } from '../report/json.ts';
import { sarifReport } from '../report/sarif.ts';
import { textReport } from '../report/text.ts';
import type { CheckFormat } from './commands/check.ts';
import { exitCodeOf } from './exit-code.ts';
import type { CommonArguments } from './options.ts';
import { refusalSentence } from './refusals.ts';
import { type Planned, planRun } from './run.ts';
import { openTerminal } from './terminal.ts';

const defaultBaseline = '.unstale-baseline.json';

/** `unstale check`: prints the report; fails on what the baseline does not hold. */
export async function check(
  args: CommonArguments,
  options: { format: CheckFormat; baseline: string | undefined; updateBaseline: boolean },
): Promise<void> {
  const terminal = openTerminal(args);
  const planned = await planRun(args);
  const file = resolve(
    planned.request.root,
    options.baseline ?? planned.request.configuration.baseline ?? defaultBaseline,
  );
  const isNamed = options.baseline !== undefined;
  if (isNamed && !options.updateBaseline && !existsSync(file))
    throw new UsageError('no-such-path', options.baseline ?? '');
  const baseline = readBaseline(file, planned.request.root);
  const looked = lookedAt(planned);
  const { statuses, gone } = compare([...planned.report.findings, ...planned.hidden], baseline.filter(looked));
  const report = withBaseline(planned.report, statuses, gone);
  if (options.updateBaseline) {
    const isKnown = (_: Finding, at: number) => statuses[report.findings.length + at] !== 'new';
    const untouched = [...baseline.filter((entry) => !looked(entry)), ...planned.hidden.filter(isKnown)];
    try {
      writeBaseline(file, planned.request.root, [...report.findings, ...untouched]);
    } catch (error) {
      throw new UsageError('not-written', `${file}: ${error instanceof Error ? error.message : String(error)}`);
    }
    terminal.note(
      `The baseline holds ${report.findings.length + untouched.length} findings: ${report.summary.new} added, ${gone.length} removed, ${untouched.length} that this run does not show kept.\n`,
    );
  }
  terminal.result(formatted(report, planned, options.format, terminal.colours.result, args.quiet));
  process.exitCode = exitCodeOf(report, report.summary.new > 0 && !options.updateBaseline);
}

/** Entries with their paths from the root. In the file they count from its own folder where that holds the root. */
function readBaseline(file: string, root: string): BaselineEntry[] {
  if (!existsSync(file)) return [];
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError('bad-baseline', `${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const steps = relative(root, dirname(file));
  return parseBaseline(text, file).map((entry) => ({
    ...entry,
    path: slashed(isAbove(steps) ? relative(root, resolve(dirname(file), entry.path)) : entry.path),
  }));
}

function writeBaseline(file: string, root: string, entries: readonly BaselineEntry[]): void {
  const steps = relative(root, dirname(file));
  const moved = entries.map((entry) => ({
    ...entry,
    path: isAbove(steps) ? slashed(relative(dirname(file), resolve(root, entry.path))) : entry.path,
  }));
  writeFileSync(file, formatBaseline(moved));
}

const isAbove = (steps: string): boolean => steps !== '' && steps.split(sep).every((step) => step === '..');

const slashed = (path: string): string => path.split(sep).join('/');

/**
 * Whether this run looked where an entry of the baseline is: a run over one folder, or of one transform, says nothing
 * of the others. An entry whose file is gone was looked at.
 */
function lookedAt({ request, paths, report }: Planned): (entry: BaselineEntry) => boolean {
  const analysed = new Set(paths);
  for (const { path } of report.unanalysed) analysed.delete(path);
  return ({ transform, path }) => {
    const ran = request.only ? request.only.includes(transform) : !request.skip?.includes(transform);
    const isGone = !path.startsWith('../') && !existsSync(resolve(request.root, path));
    return ran && !request.dialects && (analysed.has(path) || isGone);
  };
}

function formatted(
  report: Report,
  { request, analysis }: Planned,
  format: CheckFormat,
  colours: boolean,
  isQuiet: boolean,
): string {
  const context = {
    transforms,
    sentence: refusalSentence,
    // Other tools count paths from the top of the work tree, wherever this one was run.
    folder: folderInWorkTree(request.root),
    textOf: (path: string) => analysis.texts.get(path),
  };
  switch (format) {
    case 'json':
      return jsonReport(report);
    case 'sarif':
      return sarifReport(report, context);
    case 'github':
      return githubReport(report, context);
    case 'text':
      return textReport(report, { ...context, colours, summary: !isQuiet });
  }
}

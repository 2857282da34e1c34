import type { Finding, Gone, Report, Unanalysed } from '../model/report.ts';
import type { Project } from '../model/source.ts';
import type { Knowledge } from '../model/transform.ts';
import { type Analysis, analyseFiles, isAtLeast, type Kits, type Read, type Settings } from './analyse.ts';
import { type Output, settle } from './settle.ts';

/** Everything that a run is about. */
export interface Run {
  /** The files to analyse, relative to the root. */
  readonly paths: readonly string[];
  /** Links and the like that discovery itself could not hand over. */
  readonly unanalysed: readonly Unanalysed[];
  readonly read: Read;
  readonly project: Project;
  readonly kits: Kits;
  readonly knowledge: Knowledge;
  readonly settings: Settings;
  /** Which rewrites are applied: the safe ones, or all. */
  readonly isWanted: (finding: Finding) => boolean;
}

/** The report of a run, and what it would write. */
export interface Plan {
  readonly report: Report;
  /** Findings below the certainty that was asked for: not in the report, but a baseline may hold them. */
  readonly hidden: readonly Finding[];
  readonly outputs: readonly Output[];
  /** The rewrites that the outputs hold. */
  readonly applied: readonly Finding[];
  readonly analysis: Analysis;
}

/**
 * Plans a run: texts in, report and new texts out. Writes nothing and reads nothing but what the run hands it.
 * @param analysed the analysis of the run's files where other threads have made it already.
 */
export async function plan(run: Run, version: string, analysed?: Analysis): Promise<Plan> {
  const { paths, read, project, kits, knowledge, settings, isWanted } = run;
  const analysis = analysed ?? (await analyseFiles(paths, read, project, kits, knowledge, settings));
  const before = (path: string): string => analysis.texts.get(path) ?? '';
  const isShown = ({ certainty }: Finding): boolean => isAtLeast(certainty, settings.certainty);
  const { outputs, findings, applied } = await settle(
    analysis.findings,
    (finding) => isShown(finding) && isWanted(finding),
    before,
    project,
    kits,
    knowledge,
    settings,
  );
  const unanalysed = [...run.unanalysed, ...analysis.unanalysed].sort((a, b) => order(a.path, b.path));
  return {
    report: reportOf(version, paths.length + run.unanalysed.length, findings.filter(isShown), unanalysed, analysis),
    hidden: findings.filter((finding) => !isShown(finding)),
    outputs,
    applied,
    analysis,
  };
}

/**
 * Marks the findings of a report against a baseline.
 * @param statuses one for each finding, in order.
 */
export function withBaseline(report: Report, statuses: readonly Finding['status'][], gone: readonly Gone[]): Report {
  const findings = report.findings.map((finding, at) => ({ ...finding, status: statuses[at] ?? finding.status }));
  const fresh = findings.filter(({ status }) => status === 'new').length;
  return {
    ...report,
    summary: { ...report.summary, new: fresh, baselined: findings.length - fresh },
    findings,
    gone: [...gone],
  };
}

function reportOf(
  version: string,
  files: number,
  unsorted: readonly Finding[],
  unanalysed: Unanalysed[],
  { suppressed, idleSuppressions }: Analysis,
): Report {
  const findings = [...unsorted].sort(
    (a, b) => order(a.path, b.path) || a.line - b.line || a.column - b.column || order(a.transform, b.transform),
  );
  const rewrites = findings.filter(({ outcome }) => outcome === 'rewrite').length;
  return {
    version: 1,
    tool: { name: 'unstale', version },
    root: '.',
    summary: {
      files,
      analysed: files - unanalysed.length,
      findings: findings.length,
      rewrites,
      refusals: findings.length - rewrites,
      new: findings.length,
      baselined: 0,
      suppressed,
    },
    findings,
    unanalysed,
    idleSuppressions: [...idleSuppressions].sort((a, b) => order(a.path, b.path) || a.line - b.line),
    gone: [],
  };
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

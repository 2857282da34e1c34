import type { Choices } from '../model/configuration.ts';
import type { Certainty, Dialect } from '../model/dialect.ts';
import { isUnopened, type LanguageKit } from '../model/kit.ts';
import type { Finding, IdleSuppression, Unanalysed } from '../model/report.ts';
import type { Language, Project, SourceFile } from '../model/source.ts';
import type { Knowledge, Observed, Safety, Transform } from '../model/transform.ts';
import { applyEdits } from './apply-edits.ts';
import type { ReadText } from './discover-texts.ts';
import { fingerprints } from './fingerprint.ts';
import { positionsOf } from './positions.ts';
import { prefilterOf } from './prefilter.ts';
import { applySuppressions } from './suppressions.ts';

/** What a run was asked for. */
export interface Settings {
  /** The ids of the transforms that run on a file. */
  readonly transformsOf: (path: string) => ReadonlySet<string>;
  /** The least certainty that is reported and rewritten; what is less certain is analysed all the same. */
  readonly certainty: Certainty;
  /** Whether some libraries were left out: then a suppression that does nothing may belong to one of them. */
  readonly isPartial: boolean;
  /** Transforms whose rewrites are promoted to `safe` or demoted to `review`. */
  readonly levels: Readonly<Record<string, Safety>>;
  /** What transforms ask for where there is more than one cure. */
  readonly choices: Choices;
}

/** What is known of some files. Plain data: it crosses threads. */
export interface Analysis {
  /** Of any certainty. */
  readonly findings: Finding[];
  readonly unanalysed: Unanalysed[];
  readonly idleSuppressions: IdleSuppression[];
  /** The texts that edits refer to, by path, as they were when the edits were made. */
  readonly texts: Map<string, string>;
  suppressed: number;
  /** How many files were parsed, and their size in UTF-16 units. */
  parsed: number;
  parsedUnits: number;
}

/** Opens kits when they are first needed, so that a run without Python never loads its parser. */
export type Kits = (language: Language) => Promise<LanguageKit>;

/** The file endings of each language. */
export const extensionsOf: Readonly<Record<Language, readonly string[]>> = {
  javascript: ['.js', '.jsx', '.mjs', '.cjs', '.ts', '.tsx', '.mts', '.cts'],
  python: ['.py', '.pyi', '.pyw'],
};

/** All of them. */
export const everyExtension: ReadonlySet<string> = new Set(Object.values(extensionsOf).flat());

/** The language of a file by its ending; undefined where there is none for it. */
export function languageOf(path: string): Language | undefined {
  const ending = path.slice(path.lastIndexOf('.')).toLowerCase();
  return (Object.keys(extensionsOf) as Language[]).find((language) => extensionsOf[language].includes(ending));
}

/** An analysis of nothing, to be filled. */
export const emptyAnalysis = (): Analysis => ({
  findings: [],
  unanalysed: [],
  idleSuppressions: [],
  texts: new Map(),
  suppressed: 0,
  parsed: 0,
  parsedUnits: 0,
});

/** Reads a text when its bytes pass a test; see `openTexts`. */
export type Read = (path: string, passes: (bytes: Buffer) => boolean) => ReadText | undefined;

/**
 * Analyses files one after the other; memory is bounded by one file, not by their number.
 * @param paths relative to the root.
 */
export async function analyseFiles(
  paths: Iterable<string>,
  read: Read,
  project: Project,
  kits: Kits,
  knowledge: Knowledge,
  settings: Settings,
): Promise<Analysis> {
  const analysis = emptyAnalysis();
  const filters = new Map<Language, (bytes: Buffer) => ReadonlySet<string>>();
  const filterOf = (language: Language) => {
    const filter = filters.get(language) ?? prefilterOf(language, knowledge.transforms, knowledge.dialects);
    filters.set(language, filter);
    return filter;
  };
  for (const path of paths) {
    const language = languageOf(path);
    if (!language) {
      analysis.unanalysed.push({ path, reason: 'unreadable', detail: 'no language of this tool has this ending' });
      continue;
    }
    const wanted = settings.transformsOf(path);
    let concerned = wanted;
    const source = read(path, (bytes) => {
      concerned = new Set([...filterOf(language)(bytes)].filter((id) => wanted.has(id)));
      return concerned.size > 0;
    });
    if (!source) continue;
    if ('reason' in source) {
      analysis.unanalysed.push({ path, ...source });
      continue;
    }
    analysis.parsed += 1;
    analysis.parsedUnits += source.text.length;
    analyseText(path, source.text, await kits(language), project, knowledge, settings, analysis, concerned);
  }
  return analysis;
}

/**
 * Analyses one text and adds what is found to an analysis.
 * @param concerned the transforms that may have something to say of it; all that run on its path unless told.
 */
export function analyseText(
  path: string,
  text: string,
  kit: LanguageKit,
  project: Project,
  knowledge: Knowledge,
  settings: Settings,
  analysis: Analysis,
  concerned?: ReadonlySet<string>,
): void {
  const dialects = knowledge.dialects.filter(({ language }) => language === kit.language);
  const wanted = settings.transformsOf(path);
  const transforms = knowledge.transforms.filter(({ id }) => (concerned ?? wanted).has(id));
  const observed: { transform: Transform; observation: Observed }[] = [];
  try {
    const file = kit.open(path, text, dialects, project);
    if (isUnopened(file)) {
      analysis.unanalysed.push({ path, ...file });
      return;
    }
    for (const transform of transforms) {
      for (const observation of transform.rewrites[kit.language]?.find(file, settings.choices) ?? [])
        observed.push({ transform, observation });
    }
    const findings = toFindings(file, observed, project, settings);
    const known = new Set(knowledge.transforms.map(({ id }) => id));
    const { kept, suppressed, idle } = applySuppressions(file, findings, {
      known,
      ran: settings.isPartial ? new Set() : wanted,
    });
    const texts = textsOf(kept, (other) => (other === path ? text : project.read(other)));
    for (const [other, before] of texts) analysis.texts.set(other, before);
    analysis.findings.push(...kept);
    analysis.suppressed += suppressed.length;
    analysis.idleSuppressions.push(...idle);
  } catch (error) {
    // One file that trips the analysis must not hide the others; the exit code says that it is missing.
    const words =
      error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 2).join(' ') : String(error);
    analysis.unanalysed.push({ path, reason: 'analysis-failed', detail: words });
  }
}

/**
 * The texts that the edits of findings refer to.
 * @throws where the edits of a finding cannot be made: a mistake in its transform.
 */
function textsOf(findings: readonly Finding[], read: (path: string) => string | undefined): Map<string, string> {
  const texts = new Map<string, string>();
  for (const { edits } of findings) {
    for (const path of new Set(edits.map((edit) => edit.path))) {
      const text = texts.get(path) ?? read(path) ?? '';
      texts.set(path, text);
      applyEdits(
        text,
        edits.filter((edit) => edit.path === path),
      );
    }
  }
  return texts;
}

function toFindings(
  file: SourceFile,
  observed: readonly { transform: Transform; observation: Observed }[],
  project: Project,
  settings: Settings,
): Finding[] {
  const here = positionsOf(file.text);
  const marks = fingerprints(
    observed.map(({ transform, observation }) => ({
      transform: transform.id,
      symbolPath: file.symbolAt(observation.span.start),
      text: file.text.slice(observation.span.start, observation.span.end),
      start: observation.span.start,
    })),
  );
  const elsewhere = new Map([[file.path, here]]);
  const positionsIn = (path: string) => {
    const positions = elsewhere.get(path) ?? positionsOf(project.read(path) ?? '');
    elsewhere.set(path, positions);
    return positions;
  };
  return observed.map(({ transform, observation }, at): Finding => {
    const start = here.at(observation.span.start);
    const end = here.at(observation.span.end);
    const isRewrite = observation.outcome === 'rewrite';
    return {
      transform: transform.id,
      dialect: observation.dialect,
      path: file.path,
      line: start.line,
      column: start.column,
      endLine: end.line,
      endColumn: end.column,
      symbol: observation.symbol,
      outcome: observation.outcome,
      refusal: isRewrite ? null : observation.refusal,
      certainty: observation.certainty,
      safety: isRewrite ? (settings.levels[transform.id] ?? observation.safety) : null,
      message: observation.message,
      evidence: [...observation.evidence],
      behaviour: isRewrite ? observation.behaviour : null,
      scenario: [...observation.scenario],
      related: observation.related.map(({ path, start: offset, message }) => ({
        path,
        ...positionsIn(path).at(offset),
        message,
      })),
      fingerprint: marks[at] ?? '',
      status: 'new',
      edits: isRewrite
        ? observation.edits.map(({ path, start: from, end: to, text }) => ({ path, start: from, end: to, text }))
        : [],
    };
  });
}

/** Whether a certainty reaches a threshold. */
export function isAtLeast(certainty: Certainty, least: Certainty): boolean {
  const order: readonly Certainty[] = ['possible', 'likely', 'certain'];
  return order.indexOf(certainty) >= order.indexOf(least);
}

/** The dialects of a run: `--dialect` keeps some. */
export function dialectsNamed(dialects: readonly Dialect[], ids: ReadonlySet<string> | undefined): readonly Dialect[] {
  return ids ? dialects.filter(({ id }) => ids.has(id)) : dialects;
}

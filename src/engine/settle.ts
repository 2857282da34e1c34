import type { Finding, ReportEdit } from '../model/report.ts';
import type { Project, Span } from '../model/source.ts';
import type { Knowledge } from '../model/transform.ts';
import { analyseText, emptyAnalysis, type Kits, languageOf, type Settings } from './analyse.ts';
import { applyEdits, overlap } from './apply-edits.ts';

/** A file before and after. Both texts are whole, byte order marks included. */
export interface Output {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** What a run would write, and what became of the findings on the way. */
export interface Settled {
  /** Sorted by path; a file that comes out as it went in is not among them. */
  readonly outputs: readonly Output[];
  /** All findings; a rewrite whose result does not hold has become a refusal. */
  readonly findings: Finding[];
  /** The rewrites that the outputs hold. */
  readonly applied: readonly Finding[];
  /** How often the rewritten files were analysed again; the last time found nothing left to write. */
  readonly passes: number;
}

/** After so many passes rewrites that still find work undo one another. */
const mostPasses = 10;

/** Why the engine itself turns a rewrite into a refusal. */
export const engineRefusals = {
  'result-does-not-parse':
    'The rewritten file would not parse. Nothing of this rewrite is written; make the change by hand.',
  'rewrites-undo-each-other': `After ${mostPasses} passes over this file there was still something to rewrite. Nothing of it is written; make the change by hand.`,
} as const;

/**
 * Applies rewrites until a further run has none left, and takes back what does not hold: a file that would not parse,
 * files that never come to rest. The files of one rewrite are changed together or not at all.
 * @param isWanted which rewrites are to be applied.
 * @param before the text of a file as it was analysed.
 */
export async function settle(
  findings: readonly Finding[],
  isWanted: (finding: Finding) => boolean,
  before: (path: string) => string,
  project: Project,
  kits: Kits,
  knowledge: Knowledge,
  settings: Settings,
): Promise<Settled> {
  const refused = new Map<string, keyof typeof engineRefusals>();
  for (;;) {
    const round = await settleRound(
      findings,
      (finding) => isWanted(finding) && !refused.has(keyOf(finding)),
      before,
      project,
      kits,
      knowledge,
      settings,
    );
    if ('outputs' in round) {
      const all = [...findings, ...round.later].map((finding): Finding => {
        const code = refused.get(keyOf(finding));
        return code
          ? { ...finding, outcome: 'refuse', refusal: code, safety: null, behaviour: null, edits: [] }
          : finding;
      });
      return { ...round, findings: all };
    }
    for (const finding of round.failed) {
      refused.set(keyOf(finding), round.code);
      const first = round.firstSeenAs.get(keyOf(finding));
      if (first !== undefined) refused.set(first, round.code);
    }
  }
}

type Round =
  | { readonly outputs: Output[]; readonly applied: Finding[]; readonly later: Finding[]; readonly passes: number }
  | {
      readonly failed: readonly Finding[];
      readonly code: keyof typeof engineRefusals;
      /** The key under which a finding stands in the report, where another rewrite has changed its own. */
      readonly firstSeenAs: ReadonlyMap<string, string>;
    };

async function settleRound(
  findings: readonly Finding[],
  isWanted: (finding: Finding) => boolean,
  before: (path: string) => string,
  project: Project,
  kits: Kits,
  knowledge: Knowledge,
  settings: Settings,
): Promise<Round> {
  const order = new Map(knowledge.transforms.map(({ id }, at) => [id, at]));
  const texts = new Map<string, string>();
  const textOf = (path: string): string => texts.get(path) ?? before(path);
  const known = new Set(findings.map(keyOf));
  const firstSeenAs = new Map<string, string>();
  const applied: Finding[] = [];
  const later: Finding[] = [];
  let standing = findings;
  let wanted = findings.filter((finding) => finding.edits.length > 0 && isWanted(finding));
  let passes = 0;
  for (; wanted.length > 0; passes += 1) {
    if (passes === mostPasses)
      return { failed: reaching(applied, wanted), code: 'rewrites-undo-each-other', firstSeenAs };
    // By place as well: threads hand in their findings as they finish.
    wanted.sort(
      (a, b) =>
        (order.get(a.transform) ?? 0) - (order.get(b.transform) ?? 0) ||
        (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line || a.column - b.column),
    );
    const accepted = withoutConflicts(wanted);
    const changed = new Map<string, string>();
    for (const [path, edits] of editsByPath(accepted)) changed.set(path, applyEdits(textOf(path), edits));
    const broken: Finding[] = [];
    for (const [path, text] of changed) {
      if ((await syntaxErrorIn(path, text, kits)) !== undefined)
        broken.push(...(await culprits(path, accepted, textOf, kits)));
    }
    if (broken.length) return { failed: broken, code: 'result-does-not-parse', firstSeenAs };
    for (const [path, text] of changed) texts.set(path, text);
    applied.push(...accepted);
    const again = emptyAnalysis();
    // A new one for each pass: kits keep what they have read of a project.
    const overlay: Project = {
      read: (path) => texts.get(path) ?? project.read(path),
      mentioning: (word) => {
        const holders = new Set(project.mentioning(word));
        for (const [path, text] of texts) {
          if (text.includes(word)) holders.add(path);
          else holders.delete(path);
        }
        return [...holders].sort();
      },
      // No rewrite makes a file or takes one away.
      list: (folder) => project.list(folder),
      mayEdit: (path) => project.mayEdit(path),
    };
    // What was found in one file may be rewritten in another.
    const reviewed = new Set([...changed.keys(), ...wanted.map(({ path }) => path)]);
    for (const path of reviewed) {
      const language = languageOf(path);
      const text = overlay.read(path) ?? '';
      if (language) analyseText(path, text, await kits(language), overlay, knowledge, settings, again);
    }
    const unread = new Set(again.unanalysed.map(({ path }) => path));
    if (unread.size) {
      const failed = accepted.filter(
        (finding) => unread.has(finding.path) || finding.edits.some(({ path }) => unread.has(path)),
      );
      return { failed: failed.length ? failed : accepted, code: 'result-does-not-parse', firstSeenAs };
    }
    const found = new Set(again.findings.map(keyOf));
    const waiting = standing.filter(
      (finding) => reviewed.has(finding.path) && !accepted.includes(finding) && !found.has(keyOf(finding)),
    );
    for (const finding of again.findings) {
      if (known.has(keyOf(finding))) continue;
      known.add(keyOf(finding));
      // A rewrite beside a finding can change the text that its fingerprint is made of.
      const at = waiting.findIndex(({ transform, path }) => transform === finding.transform && path === finding.path);
      const [first] = at < 0 ? [] : waiting.splice(at, 1);
      if (first) {
        firstSeenAs.set(keyOf(finding), firstSeenAs.get(keyOf(first)) ?? keyOf(first));
        continue;
      }
      // Its place is that of the rewritten text: the only one it has.
      later.push({
        ...finding,
        edits: [],
        evidence: [
          ...finding.evidence,
          'Found after another rewrite of this file; its place is that of the rewritten file.',
        ],
      });
    }
    standing = [...standing.filter(({ path }) => !reviewed.has(path)), ...again.findings];
    wanted = again.findings.filter((finding) => finding.edits.length > 0 && isWanted(finding));
  }
  const outputs = [...texts]
    .map(([path, after]): Output => ({ path, before: before(path), after }))
    .filter((output) => output.before !== output.after)
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  return { outputs, applied, later, passes };
}

/**
 * Of rewrites that get in each other's way the first in running order wins; the loser is found again on the next pass.
 * Two of one transform know of each other, so that only their edits must not overlap. Those of two transforms must not
 * even reach into each other: a transaction that one opens changes what the other is to do with the lines inside of it.
 */
function withoutConflicts(rewrites: readonly Finding[]): Finding[] {
  const taken = new Map<string, Reach[]>();
  return rewrites.filter((rewrite) => {
    const reaches = [...editsByPath([rewrite])].map(([path, edits]) => reachOf(rewrite, path, edits));
    if (reaches.some((reach) => taken.get(reach.path)?.some((other) => conflict(reach, other)))) return false;
    for (const reach of reaches) taken.set(reach.path, [...(taken.get(reach.path) ?? []), reach]);
    return true;
  });
}

/** What a rewrite changes of one file: from the start of its first edit to the end of its last. */
interface Reach extends Span {
  readonly transform: string;
  readonly path: string;
  readonly edits: Finding['edits'];
}

const reachOf = ({ transform }: Finding, path: string, edits: Finding['edits']): Reach => ({
  transform,
  path,
  edits,
  start: Math.min(...edits.map(({ start }) => start)),
  end: Math.max(...edits.map(({ end }) => end)),
});

const conflict = (a: Reach, b: Reach): boolean =>
  a.transform === b.transform
    ? a.edits.some((edit) => b.edits.some((other) => overlap(edit, other) && !isSame(edit, other)))
    : overlap(a, b);

/** Two rewrites may need the very same edit: it is made once. */
function editsByPath(rewrites: readonly Finding[]): Map<string, Finding['edits']> {
  const byPath = new Map<string, Finding['edits']>();
  for (const edit of rewrites.flatMap(({ edits }) => edits)) {
    const others = byPath.get(edit.path) ?? [];
    if (!others.some((other) => isSame(edit, other))) byPath.set(edit.path, [...others, edit]);
  }
  return byPath;
}

function isSame(a: ReportEdit, b: ReportEdit): boolean {
  return a.path === b.path && a.start === b.start && a.end === b.end && a.text === b.text;
}

/** The rewrites that break a file by themselves; where none does, all that touch it. */
async function culprits(
  path: string,
  accepted: readonly Finding[],
  textOf: (path: string) => string,
  kits: Kits,
): Promise<Finding[]> {
  const touching = accepted.filter(({ edits }) => edits.some((edit) => edit.path === path));
  const alone: Finding[] = [];
  for (const finding of touching) {
    const text = applyEdits(
      textOf(path),
      finding.edits.filter((edit) => edit.path === path),
    );
    if ((await syntaxErrorIn(path, text, kits)) !== undefined) alone.push(finding);
  }
  return alone.length ? alone : touching;
}

/** Those of the applied rewrites, and the wanted ones, that share a file with a wanted one. */
function reaching(applied: readonly Finding[], wanted: readonly Finding[]): Finding[] {
  const paths = new Set(wanted.flatMap(({ edits }) => edits.map(({ path }) => path)));
  return [...wanted, ...applied.filter(({ edits }) => edits.some(({ path }) => paths.has(path)))];
}

async function syntaxErrorIn(path: string, text: string, kits: Kits): Promise<string | undefined> {
  const language = languageOf(path);
  return language && (await kits(language)).syntaxError(path, text);
}

const keyOf = ({ transform, path, fingerprint }: Finding): string => `${transform}\0${path}\0${fingerprint}`;

import { UsageError } from '../model/errors.ts';
import type { Finding, Gone } from '../model/report.ts';

/** A finding that is accepted for now. */
export type BaselineEntry = Gone;

/** How findings compare with a baseline. */
export interface Comparison {
  /** One for each finding, in order. */
  readonly statuses: readonly Finding['status'][];
  /** The entries that no finding answers to. */
  readonly gone: readonly Gone[];
}

/**
 * Matches findings with a baseline, each entry once. The same place in the same file is known; one that turns up in
 * another file, and is no longer where it was, has moved; whatever is left is new, or gone. Counts decide nothing: one
 * finding in exchange for another is new and gone.
 * @param baseline the entries whose files and transforms were looked at; of others nothing can be said.
 */
export function compare(
  findings: readonly Pick<Finding, 'path' | 'fingerprint'>[],
  baseline: readonly BaselineEntry[],
): Comparison {
  const unmatched = new Map<string, BaselineEntry[]>();
  for (const entry of baseline) {
    const entries = unmatched.get(entry.fingerprint);
    if (entries) entries.push(entry);
    else unmatched.set(entry.fingerprint, [entry]);
  }
  const take = (fingerprint: string, isMatch: (entry: BaselineEntry) => boolean): boolean => {
    const entries = unmatched.get(fingerprint) ?? [];
    const at = entries.findIndex(isMatch);
    if (at >= 0) entries.splice(at, 1);
    return at >= 0;
  };
  const known = findings.map(({ fingerprint, path }) => take(fingerprint, (entry) => entry.path === path));
  const statuses = findings.map(({ fingerprint }, at): Finding['status'] => {
    if (known[at]) return 'known';
    return take(fingerprint, () => true) ? 'moved' : 'new';
  });
  return { statuses, gone: [...unmatched.values()].flat().sort(inOrder) };
}

/** The text of a baseline file: sorted, and one finding a line, so that version control merges it. */
export function formatBaseline(findings: readonly BaselineEntry[]): string {
  const lines = [...findings]
    .sort(inOrder)
    .map(
      ({ fingerprint, transform, path, symbol }) => `    ${JSON.stringify({ fingerprint, transform, path, symbol })}`,
    );
  const list = lines.length ? `[\n${lines.join(',\n')}\n  ]` : '[]';
  return `{\n  "version": 1,\n  "findings": ${list}\n}\n`;
}

/**
 * Reads a baseline file.
 * @param path names the file in errors.
 * @throws UsageError `bad-baseline`, with the line.
 */
export function parseBaseline(text: string, path: string): BaselineEntry[] {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw broken(path, badLineOf(text), error instanceof Error ? error.message : String(error));
  }
  const { version, findings } = (value ?? {}) as Record<string, unknown>;
  if (version !== 1) throw broken(path, lineWith(text, '"version"'), '"version" must be 1');
  if (!Array.isArray(findings)) throw broken(path, lineWith(text, '"findings"'), '"findings" must be a list');
  return findings.map((entry: unknown, at): BaselineEntry => {
    if (isEntry(entry)) return entry;
    // One finding a line, as it was written; a file that has been reformatted still names the finding.
    const line = lineWith(text, '"findings"') + 1 + at;
    throw broken(path, line, `finding ${at + 1} must have the texts ${entryKeys.map((key) => `"${key}"`).join(', ')}`);
  });
}

const entryKeys = ['fingerprint', 'transform', 'path', 'symbol'] as const;

const isEntry = (value: unknown): value is BaselineEntry =>
  typeof value === 'object' &&
  value !== null &&
  entryKeys.every((key) => typeof (value as Record<string, unknown>)[key] === 'string');

const broken = (path: string, line: number, what: string): UsageError =>
  new UsageError('bad-baseline', `${path}:${line}: ${what}`);

const lineWith = (text: string, part: string): number =>
  text.slice(0, Math.max(0, text.indexOf(part))).split('\n').length;

/** The first line that a baseline as it is written would not have: the place of a conflict mark, say. */
function badLineOf(text: string): number {
  const lines = text.split(/\r?\n/);
  const isWhole = (line: string): boolean => {
    if (/^\uFEFF?\s*(?:[{}\]]|"version": 1,|"findings": \[\]?|)$/.test(line)) return true;
    try {
      return isEntry(JSON.parse(line.replace(/,$/, '')));
    } catch {
      return false;
    }
  };
  const bad = lines.findIndex((line) => !isWhole(line));
  if (bad >= 0) return bad + 1;
  // Every line is whole: two entries without a comma between them, or an end that is missing.
  const separate = lines.findIndex(
    (line, at) => /\}$/.test(line) && /^\s*\{"/.test(line) && /^\s*\{"/.test(lines[at + 1] ?? ''),
  );
  return separate >= 0 ? separate + 1 : lines.length;
}

const inOrder = (a: BaselineEntry, b: BaselineEntry): number => {
  for (const key of ['path', 'transform', 'symbol', 'fingerprint'] as const) {
    if (a[key] !== b[key]) return a[key] < b[key] ? -1 : 1;
  }
  return 0;
};

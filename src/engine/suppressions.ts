import type { Finding, IdleSuppression } from '../model/report.ts';
import type { SourceFile } from '../model/source.ts';
import { positionsOf } from './positions.ts';

/** What suppression comments made of a file's findings. */
export interface Suppressed {
  readonly kept: Finding[];
  readonly suppressed: Finding[];
  /** The comments that did nothing, one for each transform that they name. */
  readonly idle: IdleSuppression[];
}

/** The transforms that there are, and those that ran on the file, by id. */
export interface TransformIds {
  readonly known: ReadonlySet<string>;
  readonly ran: ReadonlySet<string>;
}

/**
 * Takes out the findings that a comment suppresses: `unstale-ignore <transform>[, <transform>]: reason`, in any kind of
 * comment, behind code for the findings of its line, on a line of its own for those of the next line of code.
 * A comment without a reason suppresses nothing.
 */
export function applySuppressions(
  file: SourceFile,
  findings: readonly Finding[],
  { known, ran }: TransformIds,
): Suppressed {
  const suppressions = suppressionsOf(file);
  const used = new Set<Suppression>();
  const kept: Finding[] = [];
  const suppressed: Finding[] = [];
  for (const finding of findings) {
    const matching = suppressions.filter(
      ({ hasReason, line, transform }) => hasReason && line === finding.line && transform === finding.transform,
    );
    for (const suppression of matching) used.add(suppression);
    (matching.length ? suppressed : kept).push(finding);
  }
  const idle = suppressions.flatMap((suppression): IdleSuppression[] => {
    const { place, transform, hasReason } = suppression;
    if (!known.has(transform)) return [{ ...place, transform, problem: 'unknown-transform' }];
    if (!hasReason) return [{ ...place, transform, problem: 'no-reason' }];
    return used.has(suppression) || !ran.has(transform) ? [] : [{ ...place, transform, problem: 'unused' }];
  });
  return { kept, suppressed, idle };
}

interface Suppression {
  readonly place: { readonly path: string; readonly line: number; readonly column: number };
  /** Empty where the comment names none. */
  readonly transform: string;
  readonly hasReason: boolean;
  /** The line whose findings it suppresses. */
  readonly line: number;
}

/** At the start of a comment, or behind another mark in it: `# noqa: B023  # unstale-ignore …`. */
const directive =
  /(?:^\/\*+|#|\/\/|^[ \t]*\*)[ \t]*(unstale-ignore)\b[ \t]*((?:[\w-]+[ \t]*,[ \t]*)*[\w-]*)[ \t]*(?::([^\r\n]*))?/gm;

function suppressionsOf(file: SourceFile): Suppression[] {
  const { text, path } = file;
  if (!text.includes('unstale-ignore')) return [];
  const positions = positionsOf(text);
  let linesOfCode: readonly boolean[] | undefined;
  return file.comments.flatMap(({ start, end }) =>
    [...text.slice(start, end).matchAll(directive)].flatMap((match): Suppression[] => {
      const [whole, mark = '', names = '', reason = ''] = match;
      const place = { path, ...positions.at(start + match.index + whole.indexOf(mark)) };
      linesOfCode ??= whichLinesHoldCode(file);
      const isBehindCode = linesOfCode[place.line - 1] === true;
      const below = linesOfCode.indexOf(true, place.line);
      return names.split(',').map((name) => ({
        place,
        transform: name.trim(),
        hasReason: /[^\s*/]/.test(reason.replace(/\*\/$/, '')),
        line: isBehindCode ? place.line : below + 1,
      }));
    }),
  );
}

/** For each line whether it holds more than comments; the braces around a comment in JSX are no code. */
function whichLinesHoldCode({ text, comments }: SourceFile): boolean[] {
  let code = '';
  let done = 0;
  for (const { start, end } of comments) {
    if (start < done) continue;
    code += `${text.slice(done, start)}${text.slice(start, end).replace(/[^\r\n]/g, ' ')}`;
    done = end;
  }
  const lines = (code + text.slice(done)).split(/\r\n|\n|\r/);
  return lines.map((line) => !/^\s*(?:\{\s*\})?\s*$/.test(line));
}

import type { PythonSite } from '../../../src/languages/python/file.ts';
import type { PythonNode } from '../../../src/languages/python/node.ts';
import type { Certainty } from '../../../src/model/dialect.ts';
import type { Edit } from '../../../src/model/source.ts';
import type { Observed, Related } from '../../../src/model/transform.ts';
import type { Code } from './refusals.ts';

/** What is known of one declaration that keeps rows. */
export interface Seen {
  readonly site: PythonSite;
  /** Where a reader should look. */
  readonly node: PythonNode;
  /** The name, or the place, as the code spells it. */
  readonly name: string;
  readonly certainty?: Certainty;
  /** Whether the rows themselves are kept, and not a query that keeps them once it has been read. */
  readonly isRows: boolean;
  readonly evidence?: readonly string[];
  readonly related?: readonly Related[];
  /** What happens, where that is neither of the two. */
  readonly message?: string;
}

/** Words a finding. */
export function observe(
  seen: Seen,
  outcome: { edits: readonly Edit[]; behaviour: string } | { refusal: Code },
): Observed<Code> {
  const { site, node, name, isRows } = seen;
  const isWrite = site.query?.chain.writes === true;
  const observation = {
    span: { start: node.start, end: node.end },
    symbol: name,
    dialect: site.dialect.id,
    certainty: seen.certainty ?? (isWrite ? 'likely' : site.certainty),
    message:
      seen.message ??
      (isWrite
        ? `\`${name}\` is a write that remembers that it has run: executed again, it may give its first answer and write nothing.`
        : isRows
          ? `\`${name}\` holds rows that \`${site.symbol}\` read when the module was imported: changes are not seen until the process ends.`
          : `\`${name}\` is a query that keeps its answer once it has run: whoever reads it later in the process gets that.`),
    evidence: [site.evidence, ...(seen.evidence ?? [])],
    scenario: isWrite
      ? [
          `T1  a first request executes \`${name}\`: the row is written, and the answer is kept`,
          `T1  the next request executes \`${name}\`: it gets the kept answer, and no row is written`,
        ]
      : isRows
        ? [
            `T1  the module is imported: \`${site.symbol}\` runs, and \`${name}\` keeps its rows`,
            'T2  another process changes a row, and commits',
            `T1  a later request reads \`${name}\`: the rows from the import`,
          ]
        : [
            `T1  a first request reads \`${name}\`: the query runs, and keeps its rows`,
            'T2  another process changes a row, and commits',
            `T1  the next request reads \`${name}\`: the rows of the first`,
          ],
    related: seen.related ?? [],
  };
  return 'refusal' in outcome
    ? { ...observation, outcome: 'refuse', refusal: outcome.refusal }
    : { ...observation, outcome: 'rewrite', safety: 'review', ...outcome };
}

import type { Language } from '../src/model/source.ts';
import type { Transform } from '../src/model/transform.ts';

/** What `npm run prove -- --record` keeps of a proven cell. */
export interface Result {
  /** The fixture case: `add-row-locks/sequelize/example`. */
  readonly id: string;
  readonly language: Language;
  readonly library: string;
  readonly version: string;
  readonly installed: string;
  readonly story?: string;
  /** The code with which the tool refused: what was proven is the manual step that the finding tells. */
  readonly refusal?: string;
  readonly shows: string;
  /** Values lost before, of how many. */
  readonly lost: string;
  readonly after: string;
}

/** `docs/proofs.md`: what was shown to fail before the tool's rewrite, and not after it. */
export function renderProofs(transforms: readonly Transform[], results: readonly Result[]): string {
  // `BullMQ (Prisma)` proves BullMQ.
  const libraries = new Set(results.map(({ library }) => library.replace(/ \(.*/, '')));
  const byHand = results.filter(({ refusal }) => refusal !== undefined);
  const stories = results.filter(({ story }) => story !== undefined);
  return [
    '<!-- Generated from proofs/results.json by `npm run docs`; do not edit. -->\n',
    '# Proofs\n',
    `Each proof runs a fixture's program under the real library, on a real PostgreSQL where it needs a database, or on the
server that its version names, and shows the bug. Then it runs \`unstale\` on the program, runs the same scenario again on
what the tool wrote, and demands that the bug is gone and that everything else is as it was. Interleavings are forced with
gates, not with waiting.\n`,
    `${results.length} proofs over ${libraries.size} libraries. \`npm run prove\` runs them all, \`npm run prove -- sequelize\` some;
\`--repeat 20\` repeats them. What a machine does not have is skipped by name.\n`,
    ...(byHand.length > 0
      ? [
          `In ${byHand.length} of them the tool has to refuse, and to do nothing else: there the program is changed by hand, as the finding says,
and what is proven is that advice. They do not make a cell of the support matrix *proven*.\n`,
        ]
      : []),
    ...(stories.length > 0
      ? [
          '## The five articles\n',
          tableOf(
            ['article', 'what is done', 'proof'],
            stories
              .toSorted((a, b) => ((a.story ?? '') < (b.story ?? '') ? -1 : 1))
              .map(({ story = '', shows, id, library, version, refusal }) => [
                story,
                shows,
                `\`${id}\`, ${library} ${version}${refusal === undefined ? '' : ', by hand'}`,
              ]),
          ),
        ]
      : []),
    ...transforms.flatMap(({ id }) => {
      const own = results.filter((result) => result.id.startsWith(`${id}/`));
      if (own.length === 0) return [];
      const written = own.filter(({ refusal }) => refusal === undefined);
      const refused = own.filter(({ refusal }) => refusal !== undefined);
      return [
        `## ${id}\n`,
        tableOf(['library', 'version', 'what is done', 'lost before', 'lost after', 'again'], written.map(cellsOf)),
        ...(refused.length > 0
          ? [
              'Refused, and cured by hand as the finding says:\n',
              tableOf(
                ['refusal', 'library', 'version', 'what is done', 'lost before', 'lost after', 'again'],
                refused.map((result) => [`\`${result.refusal}\``, ...cellsOf(result)]),
              ),
            ]
          : []),
      ];
    }),
  ].join('\n');
}

const cellsOf = ({ id, library, installed, shows, lost, after }: Result): string[] => [
  library,
  installed,
  shows,
  lost,
  after,
  `\`npm run prove -- ${id}\``,
];

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lineOf = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  return `${lineOf(head)}|${'---|'.repeat(head.length)}\n${rows.map(lineOf).join('')}`;
}

/** Whether a rewrite of a transform is proven for a library in a language. */
export function isProven(results: readonly Result[], transform: string, dialect: string, language: Language): boolean {
  return results.some(
    (result) =>
      result.refusal === undefined && result.language === language && result.id.startsWith(`${transform}/${dialect}/`),
  );
}

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
  readonly shows: string;
  /** Values lost before, of how many. */
  readonly lost: string;
  readonly after: string;
}

/** `docs/proofs.md`: what was shown to fail before the tool's rewrite, and not after it. */
export function renderProofs(transforms: readonly Transform[], results: readonly Result[]): string {
  const libraries = new Set(results.map(({ library }) => library));
  const stories = results.filter(({ story }) => story !== undefined);
  return [
    '<!-- Generated from proofs/results.json by `npm run docs`; do not edit. -->\n',
    '# Proofs\n',
    `Each proof runs a fixture's program under the real library, on a real PostgreSQL where it needs a database, and shows
the bug. Then it runs \`unstale\` on the program, runs the same scenario again on what the tool wrote, and demands that the
bug is gone and that everything else is as it was. Interleavings are forced with gates, not with waiting.\n`,
    `${results.length} proofs over ${libraries.size} libraries. \`npm run prove\` runs them all, \`npm run prove -- sequelize\` some;
\`--repeat 20\` repeats them. What a machine does not have is skipped by name.\n`,
    ...(stories.length > 0
      ? [
          '## The five articles\n',
          `| article | what is done | proof |\n|---|---|---|\n${stories
            .toSorted((a, b) => ((a.story ?? '') < (b.story ?? '') ? -1 : 1))
            .map(
              ({ story, shows, id, library, version }) =>
                `| ${story} | ${shows} | \`${id}\`, ${library} ${version} |\n`,
            )
            .join('')}`,
        ]
      : []),
    ...transforms.flatMap(({ id }) => {
      const own = results.filter((result) => result.id.startsWith(`${id}/`));
      if (own.length === 0) return [];
      return [
        `## ${id}\n`,
        `| library | version | what is done | lost before | lost after | again |\n|---|---|---|---|---|---|\n${own
          .map(
            (result) =>
              `| ${result.library} | ${result.installed} | ${result.shows} | ${result.lost} | ${result.after} | \`npm run prove -- ${result.id}\` |\n`,
          )
          .join('')}`,
      ];
    }),
  ].join('\n');
}

/** Whether a transform is proven for a library in a language. */
export function isProven(results: readonly Result[], transform: string, dialect: string, language: Language): boolean {
  return results.some((result) => result.language === language && result.id.startsWith(`${transform}/${dialect}/`));
}

import type { Settings } from '../../src/engine/analyse.ts';
import { type Plan, plan } from '../../src/engine/plan.ts';
import type { LanguageKit } from '../../src/model/kit.ts';
import type { Finding } from '../../src/model/report.ts';
import type { Edit, SourceFile } from '../../src/model/source.ts';
import type { Observed, Transform } from '../../src/model/transform.ts';
import { projectOf } from '../project-of-texts.ts';

/** A language in which every text parses that holds no `!!`, and in which nothing has a name. */
export const kit: LanguageKit = {
  language: 'python',
  open(path, text) {
    if (text.includes('!!')) return { reason: 'syntax-error', detail: 'line 1: there is !! in it' };
    return { path, text, language: 'python', comments: [], symbolAt: () => '' };
  },
  syntaxError: (_, text) => (text.includes('!!') ? 'line 1: there is !! in it' : undefined),
};

/** What a transform of this language says of one match. */
type Saying = (match: RegExpMatchArray, file: SourceFile) => readonly Edit[];

/** A transform that finds what matches, and makes edits of it. */
export function transformOf(id: string, pattern: RegExp, edits: Saying): Transform {
  const observed = (match: RegExpMatchArray, file: SourceFile): Observed => ({
    outcome: 'rewrite',
    span: { start: match.index ?? 0, end: (match.index ?? 0) + match[0].length },
    symbol: match[0],
    dialect: 'made-up',
    certainty: 'certain',
    message: 'It matches.',
    evidence: [],
    scenario: [],
    related: [],
    safety: 'safe',
    behaviour: null,
    edits: edits(match, file),
  });
  return {
    id,
    summary: '',
    finds: '',
    why: '',
    timeline: [],
    writes: '',
    safety: '',
    avoid: '',
    sources: [],
    rewrites: {
      python: {
        language: 'python',
        startsFrom: [{ kind: 'after-commit' }],
        alsoReads: [],
        refusals: {},
        *find(file) {
          for (const match of file.text.matchAll(pattern)) yield observed(match, file);
        },
      },
    },
  };
}

/** A transform that replaces each match by a text. */
export const replacing = (id: string, pattern: RegExp, text: string): Transform =>
  transformOf(id, pattern, (match, { path }) => [
    { path, start: match.index ?? 0, end: (match.index ?? 0) + match[0].length, text },
  ]);

const settingsOf = (transforms: readonly Transform[]): Settings => ({
  transformsOf: () => new Set(transforms.map(({ id }) => id)),
  certainty: 'possible',
  isPartial: false,
  levels: {},
  choices: {},
});

/** Plans a run of made-up transforms over texts. */
export function planOf(
  transforms: readonly Transform[],
  texts: Readonly<Record<string, string>>,
  isWanted: (finding: Finding) => boolean = () => true,
): Promise<Plan> {
  return plan(
    {
      paths: Object.keys(texts),
      unanalysed: [],
      read: (path) => ({ text: texts[path] ?? '' }),
      project: projectOf(new Map(Object.entries(texts))),
      kits: async () => kit,
      knowledge: { transforms, dialects: [] },
      settings: settingsOf(transforms),
      isWanted,
    },
    '0.0.0',
  );
}

/** The texts that a plan would write, by path. */
export const written = ({ outputs }: Plan): Record<string, string> =>
  Object.fromEntries(outputs.map(({ path, after }) => [path, after]));

import type { Language } from '../model/source.ts';
import type { Transform } from '../model/transform.ts';

/** What a viewer shows beside a finding: a transform's prose, as Markdown or with the marks of Markdown left out. */
export function ruleHelp(transform: Transform, form: 'markdown' | 'text'): string {
  const { finds, why, timeline, writes, safety, avoid, sources } = transform;
  const sections: readonly (readonly [string, string])[] = [
    ['What it finds', finds],
    ['Why it matters', `${why}\n\n${fenced(timeline.join('\n'), form)}`],
    ['What it writes', writes],
    ['Safety', safety],
    [
      'When it refuses',
      refusalsOf(transform)
        .map(({ code, sentence }) => `- ${form === 'markdown' ? `\`${code}\`` : code}: ${sentence}`)
        .join('\n'),
    ],
    ['When not to use it', avoid],
    [
      'Sources',
      sources.map(({ title, url }) => (form === 'markdown' ? `- [${title}](${url})` : `- ${title}: ${url}`)).join('\n'),
    ],
  ];
  return sections
    .filter(([, body]) => body)
    .map(([title, body]) =>
      form === 'markdown' ? `## ${title}\n\n${body}\n` : `${title}\n\n${body.replaceAll('`', '')}\n`,
    )
    .join('\n');
}

/** A transform's refusals, by code; a code of two languages stands twice where they say different things of it. */
export function refusalsOf({ rewrites }: Transform): readonly Refusal[] {
  const found = new Map<string, Refusal>();
  for (const rewrite of Object.values(rewrites))
    for (const [code, sentence] of Object.entries(rewrite?.refusals ?? {})) {
      const key = `${code} ${sentence}`;
      const languages = [...(found.get(key)?.languages ?? []), ...(rewrite ? [rewrite.language] : [])];
      found.set(key, { code, sentence, languages });
    }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, refusal]) => refusal);
}

/** What a transform says where it refuses. */
interface Refusal {
  readonly code: string;
  readonly sentence: string;
  readonly languages: readonly Language[];
}

const fenced = (text: string, form: 'markdown' | 'text'): string =>
  form === 'markdown' ? `\`\`\`text\n${text}\n\`\`\`` : text;

import type { Transform } from '../model/transform.ts';

/** What a viewer shows beside a finding: a transform's prose, as Markdown or with the marks of Markdown left out. */
export function ruleHelp(transform: Transform, form: 'markdown' | 'text'): string {
  const { finds, why, timeline, writes, safety, avoid, sources } = transform;
  const refusals = Object.assign({}, ...Object.values(transform.rewrites).map((rewrite) => rewrite?.refusals));
  const sections: readonly (readonly [string, string])[] = [
    ['What it finds', finds],
    ['Why it matters', `${why}\n\n${fenced(timeline.join('\n'), form)}`],
    ['What it writes', writes],
    ['Safety', safety],
    [
      'When it refuses',
      Object.entries(refusals)
        .map(([code, sentence]) => `- ${form === 'markdown' ? `\`${code}\`` : code}: ${sentence}`)
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

const fenced = (text: string, form: 'markdown' | 'text'): string =>
  form === 'markdown' ? `\`\`\`text\n${text}\n\`\`\`` : text;

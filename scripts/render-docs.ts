import { dialects } from '../dialects/index.ts';
import { dialectsOf } from '../src/cli/list.ts';
import { parser } from '../src/cli/parser.ts';
import { languageOf } from '../src/engine/analyse.ts';
import type { Dialect } from '../src/model/dialect.ts';
import type { Language } from '../src/model/source.ts';
import type { Transform } from '../src/model/transform.ts';
import { patchOf } from '../src/report/patch.ts';
import { refusalsOf } from '../src/report/rule-help.ts';
import { type Case, marksOf } from '../test/fixture-cases.ts';
import { isProven, type Result } from './render-proofs.ts';

const generated = (source: string): string => `<!-- Generated from ${source} by \`npm run docs\`; do not edit. -->\n`;

/** The page of one transform: from its metadata, and from the cases named `example`. */
export function renderTransformPage(transform: Transform, cases: readonly Case[]): string {
  const own = cases.filter(({ transform: id }) => id === transform.id);
  return [
    generated(`transforms/${transform.id}/ and fixtures/${transform.id}/*/example/`),
    `# ${transform.id}\n`,
    `${transform.summary}\n`,
    `## What it finds\n\n${transform.finds}\n`,
    `## Why it matters\n\n${transform.why}\n\n\`\`\`text\n${transform.timeline.join('\n')}\n\`\`\`\n`,
    '## What it does to real code\n',
    ...dialectsOf(transform).flatMap(({ id, name, language }) => {
      const example = own.find(({ dialect, situation }) => dialect === id && situation === 'example');
      const isShared = dialectsOf(transform).filter((dialect) => dialect.id === id).length > 1;
      return example
        ? [`### ${name}${isShared ? `, ${languageNames[language]}` : ''}\n\n${exampleDiff(example, language)}`]
        : [];
    }),
    `## What it writes\n\n${transform.writes}\n`,
    `## Safety\n\n${transform.safety}\n`,
    '## When it refuses\n\nA refusal is reported with its place and its reason, and nothing is changed there.\n',
    `| code | what the code is like, and what to do | language |\n|---|---|---|\n${refusalsOf(transform)
      .map(
        ({ code, sentence, languages }) =>
          `| \`${code}\` | ${sentence} | ${languages.map((language) => languageNames[language]).join(', ')} |\n`,
      )
      .join('')}`,
    `## When not to use it\n\n${transform.avoid}\n`,
    `## Sources\n\n${transform.sources.map(({ title, url }) => `- [${title}](${url})\n`).join('')}`,
  ].join('\n');
}

const languageNames: Readonly<Record<string, string>> = { javascript: 'JavaScript', python: 'Python' };

/** A library that two languages share has one example, with a file for each. */
function exampleDiff({ input, expected }: Case, language: Language): string {
  const hunks = [...input]
    .filter(([path]) => languageOf(path) === language)
    .map(([path, before]) => patchOf({ path, before, after: expected?.get(path) ?? before }, false))
    .join('');
  const lines = hunks.split('\n').filter((line) => !/^(?:diff --git|index|---|\+\+\+|@@) ?/.test(line));
  return `\`\`\`diff\n${lines.join('\n').trimEnd()}\n\`\`\`\n`;
}

/** The README's table of transforms, and its support matrix: the list of the cases named `example`. */
export function renderReadmeParts(
  transforms: readonly Transform[],
  cases: readonly Case[],
  results: readonly Result[],
): Readonly<Record<string, string>> {
  const example = cases.find(({ name }) => name === 'bind-loop-values/django/example');
  const casesOf = (transform: Transform, { id, language }: Dialect): readonly Case[] =>
    cases.filter(
      (one) =>
        one.transform === transform.id &&
        one.dialect === id &&
        [...one.input.keys()].some((path) => languageOf(path) === language),
    );
  const named = (dialect: Dialect): string =>
    dialects.some((other) => other.id === dialect.id && other !== dialect)
      ? `${dialect.name}, ${languageNames[dialect.language]}`
      : dialect.name;
  const cell = (transform: Transform, dialect: Dialect): string => {
    const own = casesOf(transform, dialect);
    if (isProven(results, transform.id, dialect.id, dialect.language))
      return `[proven](docs/proofs.md#${transform.id})`;
    const isRefused = ({ input }: Case) => marksOf(input).length > 0;
    // What is written beside a refusal belongs to another library: a job behind the call that stays where it is.
    if (own.some((one) => one.expected !== undefined && !isRefused(one))) return 'not proven';
    return own.some(isRefused) ? 'refused' : '–';
  };
  return {
    diff: example ? exampleDiff(example, 'python') : '',
    transforms: `| transform | what it does |\n|---|---|\n${transforms
      .map(({ id, summary }) => `| [\`${id}\`](docs/transforms/${id}.md) | ${summary} |\n`)
      .join('')}`,
    support: `| library | versions | ${transforms.map(({ id }) => `\`${id}\``).join(' | ')} |\n|---|---|${transforms.map(() => '---|').join('')}\n${[
      ...dialects,
    ]
      .sort((a, b) => named(a).localeCompare(named(b), 'en'))
      .map(
        (dialect) =>
          `| ${named(dialect)} | ${dialect.versions} | ${transforms.map((transform) => cell(transform, dialect)).join(' | ')} |\n`,
      )
      .join('')}`,
  };
}

/** Puts the parts between `<!-- part -->` and `<!-- /part -->`. */
export function withParts(page: string, parts: Readonly<Record<string, string>>): string {
  return Object.entries(parts).reduce((text, [name, part]) => {
    const between = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`);
    if (!between.test(text)) throw new Error(`the page has no part ${name}`);
    return text.replace(between, (_, open: string, close: string) => `${open}${part}${close}`);
  }, page);
}

/** The help of every command, as it prints. */
export async function renderCommandLine(): Promise<string> {
  const help = (args: readonly string[]): Promise<string> =>
    new Promise((resolve, reject) => {
      const program = parser([]).wrap(100);
      // With a callback yargs neither prints nor exits.
      program.parse([...args, '--help'], {}, (error: Error | undefined, _: unknown, output: string) =>
        error ? reject(error) : resolve(`\`\`\`text\n${output.trim()}\n\`\`\`\n`),
      );
    });
  const commands = ['diff', 'migrate', 'check', 'explain', 'list', 'init'];
  const pages = await Promise.all(commands.map(async (command) => `## unstale ${command}\n\n${await help([command])}`));
  return [generated('src/cli/commands/'), '# Command line\n', await help([]), ...pages].join('\n');
}

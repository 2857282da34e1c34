import { describe, expect, test } from 'vitest';
import { dialects } from '../dialects/index.ts';
import { compose } from '../src/cli/compose.ts';
import { dialectsOf } from '../src/cli/list.ts';
import { languageOf } from '../src/engine/analyse.ts';
import type { JavaScriptFile } from '../src/languages/javascript/file.ts';
import type { Dialect, SiteKind } from '../src/model/dialect.ts';
import { isUnopened } from '../src/model/kit.ts';
import type { QueryChain } from '../src/model/query-patterns.ts';
import { transforms } from '../transforms/index.ts';
import { cases, marksOf } from './fixture-cases.ts';
import { projectOf } from './project-of-texts.ts';

/** What a text that matches a word must hold: opening every case for every word would take minutes. */
const spelledIn = (name: string): string => /[\w$]+(?=\W*$)/.exec(name)?.[0] ?? '';

/** A dialect for every single word of a dialect's patterns: knowledge that no case needs is knowledge that no one holds. */
const words = dialects.flatMap((dialect) =>
  (Object.keys(dialect.recognises) as SiteKind[]).flatMap((kind) =>
    (dialect.recognises[kind] ?? []).flatMap((pattern) => {
      const key = (['method', 'call', 'export', 'type', 'parameter'] as const).find((one) => one in pattern);
      if (key === undefined) return [];
      const names = [(pattern as unknown as Record<string, string | readonly string[]>)[key] ?? []].flat();
      return names.map((name) => ({
        kind,
        word: `${dialect.id}: ${kind} ${name}`,
        spelled: spelledIn(name),
        narrowed: {
          ...dialect,
          recognises: { ...dialect.recognises, [kind]: [{ ...pattern, [key]: name }] },
        } as Dialect,
      }));
    }),
  ),
);

/** A signature is known by its names: each of the function, and each of a parameter. */
const signatures = dialects.flatMap((dialect) =>
  (dialect.recognises.handler ?? []).flatMap((pattern) => {
    if (!('parameters' in pattern)) return [];
    const narrowed = (signed: object) =>
      ({ ...dialect, recognises: { handler: [{ ...pattern, ...signed }] } }) as unknown as Dialect;
    const parameters = pattern.parameters.flatMap((names, place) =>
      names.map((name) => ({
        word: `${dialect.id}: parameter ${name}`,
        certainties: ['certain', 'likely'],
        narrowed: narrowed({ parameters: pattern.parameters.map((other, at) => (at === place ? [name] : other)) }),
      })),
    );
    const functions = [pattern.function].flat().map((name) => ({
      word: `${dialect.id}: function ${name}`,
      certainties: ['certain'],
      narrowed: narrowed({ function: name }),
    }));
    return [...parameters, ...functions];
  }),
);

describe('every pattern of every dialect is matched by a case', async () => {
  const { kits } = compose({
    root: '/',
    configuration: {},
    configurationFolder: '',
    only: undefined,
    skip: undefined,
    dialects: undefined,
    certainty: undefined,
  });
  const loaded = { javascript: await kits('javascript'), python: await kits('python') };

  test.each(words)('$word', ({ kind, spelled, narrowed }) => {
    const matched = cases.some(({ dialect, input }) => {
      if (![...input.values()].some((text) => text.includes(spelled))) return false;
      return [...input].some(([path, text]) => {
        const language = languageOf(path);
        if (language !== narrowed.language) return false;
        const file = loaded[language].open(path, text, [narrowed], projectOf(input));
        if (isUnopened(file)) return false;
        // A query in JavaScript is a call, a `new` or a template, asked for one by one.
        if (kind === 'query' && 'queryAt' in file) return dialect === narrowed.id && asks(file as JavaScriptFile);
        if (kind === 'row' && 'rowCalls' in file)
          return dialect === narrowed.id && holdsRow(file as JavaScriptFile, narrowed);
        // A handler in JavaScript is an export, not a call.
        if (kind === 'handler' && 'handlers' in file) return (file as JavaScriptFile).handlers().length > 0;
        return (file as unknown as { sites(kind: SiteKind): readonly unknown[] }).sites(kind).length > 0;
      });
    });
    expect(matched).toBe(true);
  });

  test.each(signatures)('$word', ({ certainties, narrowed }) => {
    const matched = cases.some(({ input }) =>
      [...input].some(([path, text]) => {
        if (languageOf(path) !== narrowed.language) return false;
        // Without its neighbours: a configuration may name the function, whatever its parameters are called.
        const file = loaded[narrowed.language].open(path, text, [narrowed], projectOf(new Map([[path, text]])));
        if (isUnopened(file)) return false;
        const sites = (file as unknown as { sites(kind: SiteKind): readonly { certainty: string }[] }).sites('handler');
        return sites.some(({ certainty }) => certainties.includes(certainty));
      }),
    );
    expect(matched).toBe(true);
  });
});

/** A call that begins on a row is known by its method alone, which the text holds. */
function holdsRow(file: JavaScriptFile, { recognises }: Dialect): boolean {
  return recognises.row?.every((pattern) => 'ofRow' in pattern) || file.rowCalls().length > 0;
}

function asks(file: JavaScriptFile): boolean {
  const nodes = [
    ...file.find(file.ast.program, 'CallExpression'),
    ...file.find(file.ast.program, 'NewExpression'),
    ...file.find(file.ast.program, 'TaggedTemplateExpression'),
  ];
  return nodes.some((node) => file.queryAt(node) !== undefined);
}

/** The words of chains of calls hang together, so that each is left out in turn: some case must then say something else. */
describe('every word of every query chain is needed by a case', async () => {
  const kit = await compose({
    root: '/',
    configuration: {},
    configurationFolder: '',
    only: undefined,
    skip: undefined,
    dialects: undefined,
    certainty: undefined,
  }).kits('python');
  const said = (dialect: Dialect) =>
    cases.flatMap(({ transform: id, dialect: own, input }) => {
      if (own !== dialect.id) return [];
      const rewrite = transforms.find((one) => one.id === id)?.rewrites.python;
      if (!rewrite?.startsFrom.some(({ kind }) => kind === 'query')) return [];
      return [...input].flatMap(([path, text]) => {
        const file = languageOf(path) === 'python' ? kit.open(path, text, [dialect], projectOf(input)) : undefined;
        if (file === undefined || isUnopened(file)) return [];
        const { sites } = file as unknown as {
          sites(kind: SiteKind): readonly { symbol: string; certainty: string }[];
        };
        return [
          ...sites('query').map(({ symbol, certainty }) => `${path} ${symbol} ${certainty}`),
          ...[...rewrite.find(file, {})].map((one) => `${path} ${one.span.start} ${one.outcome}`),
        ];
      });
    });
  const left = dialects.flatMap((dialect) => {
    const chains = (dialect.language === 'python' ? (dialect.recognises.query ?? []) : []) as readonly QueryChain[];
    const without = (drop: (chain: QueryChain) => Partial<QueryChain>) =>
      ({
        ...dialect,
        recognises: { ...dialect.recognises, query: chains.map((chain) => ({ ...chain, ...drop(chain) })) },
      }) as Dialect;
    const lists = (['of', 'ending', 'begins', 'lazy', 'rows', 'kept'] as const).flatMap((key) =>
      [...new Set(chains.flatMap((chain) => chain[key] ?? []))].map((word) => ({
        word: `${dialect.id}: ${key} ${word}`,
        dialect,
        changed: without((chain) =>
          chain[key] === undefined ? {} : { [key]: [chain[key]].flat().filter((one) => one !== word) },
        ),
      })),
    );
    const calls = chains.flatMap(({ callable }) =>
      (callable?.call ?? []).map((word) => ({
        word: `${dialect.id}: callable ${word}`,
        dialect,
        changed: without(() =>
          callable ? { callable: { ...callable, call: callable.call.filter((one) => one !== word) } } : {},
        ),
      })),
    );
    return [...lists, ...calls];
  });
  const whole = new Map(dialects.map((dialect) => [dialect, said(dialect)]));

  test.each(left)('$word', ({ dialect, changed }) => {
    expect(said(changed)).not.toEqual(whole.get(dialect));
  });
});

describe.each(transforms)('$id', (transform) => {
  const own = cases.filter((one) => one.transform === transform.id);

  test.each(
    Object.entries(transform.rewrites).flatMap(([language, rewrite]) =>
      Object.keys(rewrite?.refusals ?? {}).map((code) => ({ language, code })),
    ),
  )('a $language case provokes $code', ({ language, code }) => {
    const inLanguage = own.filter(({ input }) => [...input.keys()].some((path) => languageOf(path) === language));
    expect(inLanguage.some(({ input }) => marksOf(input).some((mark) => mark.endsWith(` ${code}`)))).toBe(true);
  });

  test.each(dialectsOf(transform).map(({ id }) => id))(
    '%s has an example and a case that must not change',
    (dialect) => {
      const situations = own.filter((one) => one.dialect === dialect).map(({ situation }) => situation);
      expect(situations).toContain('example');
      expect(situations.some((situation) => situation.startsWith('skip-'))).toBe(true);
    },
  );

  test('at least four cases in ten must not change', () => {
    const skipped = own.filter(({ situation }) => situation.startsWith('skip-'));
    expect(skipped.length / own.length).toBeGreaterThanOrEqual(0.4);
  });
});

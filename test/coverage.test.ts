import { describe, expect, test } from 'vitest';
import { dialects } from '../dialects/index.ts';
import { compose } from '../src/cli/compose.ts';
import { dialectsOf } from '../src/cli/list.ts';
import { languageOf } from '../src/engine/analyse.ts';
import type { Dialect, SiteKind } from '../src/model/dialect.ts';
import { isUnopened } from '../src/model/kit.ts';
import { transforms } from '../transforms/index.ts';
import { cases, marksOf } from './fixture-cases.ts';
import { projectOf } from './project-of-texts.ts';

/** A dialect for every single word of a dialect's patterns: knowledge that no case needs is knowledge that no one holds. */
const words = dialects.flatMap((dialect) =>
  (Object.keys(dialect.recognises) as SiteKind[]).flatMap((kind) =>
    (dialect.recognises[kind] ?? []).flatMap((pattern) => {
      const [key, names] =
        'method' in pattern
          ? (['method', [pattern.method].flat()] as const)
          : (['call', [pattern.call].flat()] as const);
      return names.map((name) => ({
        kind,
        word: `${dialect.id}: ${kind} ${name}`,
        narrowed: {
          ...dialect,
          recognises: { ...dialect.recognises, [kind]: [{ ...pattern, [key]: name }] },
        } as Dialect,
      }));
    }),
  ),
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

  test.each(words)('$word', ({ kind, narrowed }) => {
    const matched = cases.some(({ input }) =>
      [...input].some(([path, text]) => {
        const language = languageOf(path);
        if (language !== narrowed.language) return false;
        const file = loaded[language].open(path, text, [narrowed], projectOf(input));
        if (isUnopened(file)) return false;
        return (file as unknown as { sites(kind: SiteKind): readonly unknown[] }).sites(kind).length > 0;
      }),
    );
    expect(matched).toBe(true);
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

import type { QualifiedName } from '../model/call-patterns.ts';
import type { Configuration, Wrapper } from '../model/configuration.ts';
import type { CallKind, Dialect } from '../model/dialect.ts';
import type { Language } from '../model/source.ts';

type Wrappers = NonNullable<Configuration['wrappers']>;

/**
 * The project's own functions, as dialects: one for each language, both called `project`.
 * @param wrappers as configured; a wrapper that names no language is looked for in both.
 */
export function wrapperDialects(wrappers: Configuration['wrappers'] = {}): Dialect[] {
  return (['javascript', 'python'] as const).flatMap((language): Dialect[] => {
    const recognises = Object.fromEntries(
      (Object.keys(patternOf) as (keyof Wrappers)[]).flatMap((key) => {
        const { kind, make } = patternOf[key];
        const patterns = entriesOf(wrappers, key, language).map(make);
        return patterns.length > 0 ? [[kind, patterns]] : [];
      }),
    ) as Dialect['recognises'];
    if (Object.keys(recognises).length === 0) return [];
    return [
      {
        id: 'project',
        name: "the project's own wrappers",
        language,
        packages: [],
        versions: 'as configured',
        docs: 'docs/configuration.md',
        recognises,
      },
    ];
  });
}

const callOf = ({ call }: Wrapper) => ({ call: call as QualifiedName });

const withCallback = ({ callback = 0, keyword, ...wrapper }: Wrapper) => ({
  ...callOf(wrapper),
  callback,
  ...(keyword === undefined ? {} : { keyword }),
});

const patternOf: Readonly<
  Record<keyof Wrappers, { readonly kind: CallKind; readonly make: (one: Wrapper) => object }>
> = {
  afterCommit: { kind: 'after-commit', make: withCallback },
  // What a wrapper hands to its callback is not known: the callback may find its transaction in any way.
  transaction: { kind: 'transaction', make: (one) => ({ ...withCallback(one), isAmbient: true }) },
  enqueue: { kind: 'enqueue', make: (one) => ({ ...callOf(one), sends: 'job' }) },
};

function entriesOf(wrappers: Wrappers, key: keyof Wrappers, language: Language): Wrapper[] {
  return (wrappers[key] ?? [])
    .map((entry): Wrapper => (typeof entry === 'string' ? { call: entry } : entry))
    .filter((entry) => entry.language === undefined || entry.language === language);
}

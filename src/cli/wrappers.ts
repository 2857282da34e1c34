import type { Configuration } from '../model/configuration.ts';
import type { Dialect, QualifiedName } from '../model/dialect.ts';

/**
 * The project's own after-commit functions, as dialects: one for each language, both called `project`.
 * @param wrappers as configured; a wrapper that names no language is looked for in both.
 */
export function wrapperDialects(wrappers: Configuration['wrappers']): Dialect[] {
  const entries = (wrappers?.afterCommit ?? []).map((entry) => (typeof entry === 'string' ? { call: entry } : entry));
  return (['javascript', 'python'] as const).flatMap((language): Dialect[] => {
    const patterns = entries
      .filter((entry) => entry.language === undefined || entry.language === language)
      .map(({ call, callback = 0, keyword }) => ({
        call: call as QualifiedName,
        callback,
        ...(keyword === undefined ? {} : { keyword }),
      }));
    if (!patterns.length) return [];
    return [
      {
        id: 'project',
        name: "the project's own wrappers",
        language,
        packages: [],
        versions: 'as configured',
        docs: 'docs/configuration.md',
        recognises: { 'after-commit': patterns },
      },
    ];
  });
}

import { dialects } from '../../dialects/index.ts';
import { transforms } from '../../transforms/index.ts';
import type { Dialect } from '../model/dialect.ts';
import type { Transform } from '../model/transform.ts';
import { refusalsOf } from '../report/rule-help.ts';
import { version } from './version.ts';

/** `unstale list`: the transforms, and the libraries that each knows. */
export function list(format: 'text' | 'json'): void {
  process.stdout.write(format === 'json' ? `${JSON.stringify(listed(), null, 2)}\n` : listText());
}

/** The dialects that a transform is proven for: each has an example. */
export function dialectsOf({ rewrites }: Transform, known: readonly Dialect[] = dialects): readonly Dialect[] {
  return known.filter(({ language, recognises, writes }) => {
    const rewrite = rewrites[language];
    const kinds = rewrite?.cells ?? rewrite?.startsFrom.map(({ kind }) => kind);
    // What keeps rows by itself is reported, and never rewritten.
    return kinds?.some(
      (kind) =>
        recognises[kind]?.some((one) => !('answer' in one && one.answer === 'kept')) &&
        // A database without row locks is told so, and never rewritten.
        (kind !== 'row' || writes?.rowLock !== undefined),
    );
  });
}

function listed() {
  return {
    version: version(),
    transforms: transforms.map((transform) => ({
      id: transform.id,
      summary: transform.summary,
      languages: Object.keys(transform.rewrites),
      dialects: dialectsOf(transform).map(({ id }) => id),
      refusals: refusalsOf(transform),
    })),
    dialects: dialects.map(({ id, name, language, packages, versions, docs }) => ({
      id,
      name,
      language,
      packages,
      versions,
      docs,
    })),
  };
}

function listText(): string {
  const rows = dialects.map(({ id, name, language, versions }) => [id, name, language, versions] as const);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [
    ...transforms.map(
      (transform) =>
        `${transform.id}\n  ${transform.summary}\n  ${dialectsOf(transform)
          .map(({ id }) => id)
          .join(', ')}\n`,
    ),
    `\nLibraries:\n${lines.map((line) => `  ${line}\n`).join('')}`,
  ].join('');
}

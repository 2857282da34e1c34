import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Configuration } from '../src/model/configuration.ts';

/** One folder of fixtures/<transform>/<dialect>/. Texts by path, as the run sees them. */
export interface Case {
  /** `bind-loop-values/django/example` */
  readonly name: string;
  readonly transform: string;
  readonly dialect: string;
  readonly situation: string;
  readonly input: ReadonlyMap<string, string>;
  /** undefined where nothing may change. */
  readonly expected: ReadonlyMap<string, string> | undefined;
  readonly configuration: Configuration;
}

const root = join(dirname(fileURLToPath(import.meta.url)), '..', 'fixtures');
const caseKeys = new Set(['path', 'configuration']);

export const cases: readonly Case[] = foldersIn(root).flatMap((transform) =>
  foldersIn(join(root, transform)).flatMap((dialect) =>
    foldersIn(join(root, transform, dialect)).map((situation) => readCase(transform, dialect, situation)),
  ),
);

/** `file:line code` for every refusal that a case marks in its input. */
export function marksOf(files: ReadonlyMap<string, string>): string[] {
  return [...files].flatMap(([path, text]) =>
    text.split('\n').flatMap((line, at) => {
      const codes = /(?:#|\/\/) refuse: ([a-z0-9, -]+?)\s*$/.exec(line)?.[1];
      return codes ? codes.split(', ').map((code) => `${path}:${at + 1} ${code}`) : [];
    }),
  );
}

function readCase(transform: string, dialect: string, situation: string): Case {
  const folder = join(root, transform, dialect, situation);
  const settings = existsSync(join(folder, 'case.json'))
    ? JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8'))
    : {};
  for (const key of Object.keys(settings))
    if (!caseKeys.has(key)) throw new Error(`${folder}/case.json: unknown key ${key}`);
  const input = readSide(folder, 'input', settings.path);
  if (!input?.size) throw new Error(`${folder} has no input`);
  return {
    name: `${transform}/${dialect}/${situation}`,
    transform,
    dialect,
    situation,
    input,
    expected: readSide(folder, 'expected', settings.path),
    configuration: settings.configuration ?? {},
  };
}

function readSide(
  folder: string,
  side: string,
  pretended: string | undefined,
): ReadonlyMap<string, string> | undefined {
  const file = readdirSync(folder).find((name) => name === side || name.slice(0, -extname(name).length) === side);
  if (!file) return undefined;
  const path = join(folder, file);
  if (!statSync(path).isDirectory())
    return new Map([[pretended ?? `input${extname(file)}`, readFileSync(path, 'utf8')]]);
  const names = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    names
      .map((entry) => {
        const full = join(entry.parentPath, entry.name);
        return [relative(path, full).split(sep).join('/'), readFileSync(full, 'utf8')] as const;
      })
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

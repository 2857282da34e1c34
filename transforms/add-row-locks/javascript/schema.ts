import { posix } from 'node:path';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { foldersUp } from '../../../src/languages/javascript/manifests.ts';
import type { RowLock } from '../../../src/model/row-patterns.ts';

/**
 * The schema around a file, or around the one package of its workspace that it imports and that has a schema, with all
 * files that it consists of.
 * @returns undefined where the library has none, or none is to be found.
 */
export function schemaAround(file: JavaScriptFile, rowLock: RowLock): string | undefined {
  const own = schemaFrom(file, file.path, rowLock);
  if (own !== undefined || !rowLock.schema) return own;
  const [first, ...others] = file.importedPackages().flatMap((folder) => schemaFrom(file, folder, rowLock) ?? []);
  return others.length === 0 ? first : undefined;
}

/** @param start the path of a file, or of a folder with a closing slash. */
function schemaFrom({ project }: JavaScriptFile, start: string, { schema = [], schemaNamed }: RowLock) {
  const [usual = ''] = schema;
  const ending = posix.extname(usual);
  const folders = foldersUp(start);
  const [told] = folders.flatMap(
    (folder) =>
      schemaNamed?.in
        .flatMap((name) => schemaNamed.by.exec(project.read(folder + name) ?? '')?.slice(1) ?? [])
        .flatMap((place) => (place === undefined ? [] : posix.join(folder, place))) ?? [],
  );
  const partsIn = (folder: string, depth = 1): string[] =>
    project.list(folder).flatMap((path) => {
      if (path.endsWith('/')) return depth > 0 ? partsIn(path, depth - 1) : [];
      return path.endsWith(ending) ? (project.read(path) ?? []) : [];
    });
  if (told !== undefined && !told.endsWith(ending))
    return partsIn(`${told.replace(/\/$/, '')}/`).join('\n') || undefined;
  const places = told === undefined ? folders.flatMap((folder) => schema.map((name) => folder + name)) : [told];
  const main = places.find((path) => project.read(path) !== undefined);
  return main && [project.read(main), ...partsIn(`${posix.dirname(main)}/`)].join('\n');
}

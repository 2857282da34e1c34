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
  const partsIn = (folder: string, depth: number): string[] =>
    project.list(folder).flatMap((path) => {
      if (path.endsWith('/')) return depth > 0 ? partsIn(path, depth - 1) : [];
      return path.endsWith(ending) ? (project.read(path) ?? []) : [];
    });
  // What a folder says of its schema, or the schema that stands in it: the nearest counts.
  for (const folder of foldersUp(start)) {
    const named = schemaNamed?.in.flatMap(
      (name) => schemaNamed.by.exec(project.read(folder + name) ?? '')?.slice(1) ?? [],
    );
    const told = named?.find((one) => one !== undefined);
    if (told !== undefined && !told.endsWith(ending))
      return partsIn(`${posix.join(folder, told).replace(/\/$/, '')}/`, 1).join('\n') || undefined;
    const places = told === undefined ? schema : [told];
    const main = places.map((name) => posix.join(folder, name)).find((path) => project.read(path) !== undefined);
    if (main === undefined && told !== undefined) return undefined;
    if (main === undefined) continue;
    const own = main.slice(0, main.lastIndexOf('/') + 1);
    // A schema right in a package's folder has no parts in the folders beside it.
    return [project.read(main), ...partsIn(own, own === folder ? 0 : 1)].join('\n');
  }
  return undefined;
}

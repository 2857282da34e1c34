import { posix } from 'node:path';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import type { RowLock } from '../../../src/model/row-patterns.ts';

/**
 * What the schema around a file says: of a schema of several files the main one, and the part that is called after a
 * table.
 * @returns undefined where the library has none, or none is to be found.
 */
export function schemaAround(file: JavaScriptFile, rowLock: RowLock, table: string): string | undefined {
  const places = placesOf(file, rowLock);
  const main = file.nearby(places.main);
  const called = [table, table.charAt(0).toUpperCase() + table.slice(1)];
  const parts = places.parts.flatMap((part) => called.map((one) => part.replace('{table}', one)));
  return main === undefined ? undefined : `${main}\n${file.nearby(parts) ?? ''}`;
}

function placesOf(file: JavaScriptFile, { schema = [], schemaParts = [], schemaNamed }: RowLock) {
  const told = schemaNamed?.in.flatMap((name) => schemaNamed.by.exec(file.nearby([name]) ?? '')?.slice(1) ?? []);
  const path = told?.find((one) => one !== undefined);
  const [usual = ''] = schema;
  const ending = posix.extname(usual);
  if (path === undefined) return { main: schema, parts: schemaParts };
  if (path.endsWith(ending)) return { main: [path], parts: [] };
  return { main: [posix.join(path, posix.basename(usual))], parts: [posix.join(path, `{table}${ending}`)] };
}

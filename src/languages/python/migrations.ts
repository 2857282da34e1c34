import type { PythonFile } from './file.ts';
import { child, type PythonNode } from './node.ts';

const folder = /(?:^|\/)(?:\w*migrations|alembic)\//;

/**
 * Whether migrations of the project call a function at the top level of a file, and nothing else does that runs beside
 * itself.
 * @param isAside whether a file is no part of what runs, by its path.
 */
export function isForMigrations(file: PythonFile, callable: PythonNode, isAside: (path: string) => boolean): boolean {
  const name = callable.parent?.type === 'module' ? child(callable, 'name') : undefined;
  if (name === undefined) return false;
  const own = file.textOf(name);
  const naming = file.filesNaming(own).map(({ path }) => path);
  if (!naming.some((path) => folder.test(path))) return false;
  const { uses, obstacles } = file.usersOf(own);
  return (
    uses.some(({ module }) => folder.test(module.path)) &&
    uses.every(({ module }) => isAside(module.path)) &&
    // Many modules share a last name: a star import elsewhere need not bring this function.
    obstacles.every(({ path }) => isAside(path) || !naming.includes(path))
  );
}

import type { PythonFile } from '../../../src/languages/python/file.ts';
import { child, named, type PythonNode } from '../../../src/languages/python/node.ts';
import type { ChainLock } from '../../../src/model/dialect.ts';
import type { Held } from './held.ts';

/** Whether all that the project says of its database is that it has no row locks. */
export function lacksLocks(file: PythonFile, { database }: ChainLock): boolean {
  const texts = file.textsNaming(database.word);
  return texts.some((text) => database.lacks.test(text)) && !texts.some((text) => database.has.test(text));
}

/** Whether the project decides by a function which database a row is in. */
export function isRouted(file: PythonFile, { router }: ChainLock): boolean {
  return (
    router !== undefined &&
    file.textsNaming(router).some((text) => new RegExp(`\\b${router}\\s*=\\s*[[(]\\s*["']`).test(text))
  );
}

/** The text of the class of a row, where the project defines it. */
export function classText(file: PythonFile, { site, callable, origin }: Held): string | undefined {
  if (origin === 'self') {
    let up = callable.parent;
    while (up !== undefined && up.type !== 'class_definition') up = up.parent;
    return up && file.textOf(up);
  }
  const model = site?.rows?.model;
  const defined = model && file.definitionOf(model);
  if (defined === undefined) return undefined;
  const other = defined.path === file.path ? file : file.other(defined.path);
  const node =
    other &&
    named(other.root)
      .map(definition)
      .find((one) => isClass(one, defined.name, other));
  return other && node && other.textOf(node);
}

function definition(statement: PythonNode): PythonNode {
  return statement.type === 'decorated_definition' ? (child(statement, 'definition') ?? statement) : statement;
}

function isClass(node: PythonNode, name: string, { textOf }: PythonFile): boolean {
  const own = node.type === 'class_definition' ? child(node, 'name') : undefined;
  return own !== undefined && textOf(own) === name;
}

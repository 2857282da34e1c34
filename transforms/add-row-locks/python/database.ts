import type { PythonFile } from '../../../src/languages/python/file.ts';
import { ancestorsOf, child, named, type PythonNode } from '../../../src/languages/python/node.ts';
import type { ChainLock } from '../../../src/model/row-patterns.ts';
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

/** A class that the project defines, and the file that does. */
export interface ClassFound {
  readonly file: PythonFile;
  readonly node: PythonNode;
}

/** The text of the class of a row, where the project defines it. */
export function classText(file: PythonFile, held: Held): string | undefined {
  const found = classOf(file, held);
  return found?.file.textOf(found.node);
}

/** The class of a row, where the project defines it. */
export function classOf(file: PythonFile, { site, callable, origin }: Held): ClassFound | undefined {
  if (origin === 'self') {
    const node = [...ancestorsOf(callable)].find(({ type }) => type === 'class_definition');
    return node && { file, node };
  }
  const model = site?.rows?.model;
  return model && classNamed(file, model);
}

/** The class that an expression names, at the top level of a file of the project. */
export function classNamed(file: PythonFile, name: PythonNode): ClassFound | undefined {
  const defined = file.definitionOf(name);
  if (defined === undefined) return undefined;
  const other = defined.path === file.path ? file : file.other(defined.path);
  const node =
    other &&
    named(other.root)
      .map(definition)
      .find((one) => isClass(one, defined.name, other));
  return other && node && { file: other, node };
}

function definition(statement: PythonNode): PythonNode {
  return statement.type === 'decorated_definition' ? (child(statement, 'definition') ?? statement) : statement;
}

function isClass(node: PythonNode, name: string, { textOf }: PythonFile): boolean {
  const own = node.type === 'class_definition' ? child(node, 'name') : undefined;
  return own !== undefined && textOf(own) === name;
}

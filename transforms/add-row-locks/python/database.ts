import type { PythonFile } from '../../../src/languages/python/file.ts';
import { ancestorsOf, child, named, type PythonNode } from '../../../src/languages/python/node.ts';
import type { ChainLock } from '../../../src/model/row-patterns.ts';
import type { Held } from './held.ts';

/** Whether all that the project says of its database is that it has no row locks. */
export function lacksLocks(file: PythonFile, { database }: ChainLock): boolean {
  const texts = file.textsNaming(database.word);
  return texts.some((text) => database.lacks.test(text)) && !texts.some((text) => database.has.test(text));
}

/** How the project decides which database a row is in: by a function of its model, or of the row itself. */
export type Routed = 'no' | 'by-model' | 'by-row';

export function routedIn(file: PythonFile, { router }: ChainLock): Routed {
  if (router === undefined) return 'no';
  const isSet = new RegExp(`\\b${router.setting}\\s*=\\s*[[(]\\s*["']`);
  if (!file.textsNaming(router.setting).some((text) => isSet.test(text))) return 'no';
  const routers = file.textsNaming(router.method);
  return routers.length > 0 && !routers.some((text) => router.byRow.test(text)) ? 'by-model' : 'by-row';
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
export function classOf(file: PythonFile, held: Held): ClassFound | undefined {
  if (held.origin === 'self') {
    const node = [...ancestorsOf(held.callable)].find(({ type }) => type === 'class_definition');
    return node && { file, node };
  }
  const model = modelOf(held);
  return model && classNamed(file, model);
}

/** What names the class of a row: in its read, in the type of a parameter, or in the definition of the class itself. */
export function modelOf({ site, callable, origin, binding }: Held): PythonNode | undefined {
  if (origin === 'self') {
    const owner = [...ancestorsOf(callable)].find(({ type }) => type === 'class_definition');
    return owner && child(owner, 'name');
  }
  if (origin !== 'parameter') return site?.rows?.model;
  const typed = binding.writes.find(({ kind }) => kind === 'parameter')?.node.parent;
  const annotation = typed && child(typed, 'type');
  const [type] = annotation === undefined ? [] : named(annotation);
  return type?.type === 'identifier' || type?.type === 'attribute' ? type : undefined;
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

/** What a class names as those that it inherits from. */
export function basesOf(node: PythonNode): readonly PythonNode[] {
  const list = child(node, 'superclasses');
  return list === undefined ? [] : named(list).filter(({ type }) => type !== 'keyword_argument');
}

function definition(statement: PythonNode): PythonNode {
  return statement.type === 'decorated_definition' ? (child(statement, 'definition') ?? statement) : statement;
}

function isClass(node: PythonNode, name: string, { textOf }: PythonFile): boolean {
  const own = node.type === 'class_definition' ? child(node, 'name') : undefined;
  return own !== undefined && textOf(own) === name;
}

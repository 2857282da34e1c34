import type { PythonFile } from '../../../src/languages/python/file.ts';
import { ancestorsOf, child, named, type PythonNode } from '../../../src/languages/python/node.ts';

/** A function, and the file that defines it. */
export interface Definition {
  readonly file: PythonFile;
  readonly node: PythonNode;
}

/**
 * The function of the project that a call runs: by its name, or as a method of the class that the call stands in.
 * @param around the function in which the call stands.
 */
export function functionCalled(file: PythonFile, callee: PythonNode, around: PythonNode): Definition | undefined {
  const object = callee.type === 'attribute' ? child(callee, 'object') : undefined;
  if (object !== undefined && /^(?:self|cls)$/.test(file.textOf(object))) {
    const owner = [...ancestorsOf(around)].find(({ type }) => type === 'class_definition');
    const body = owner && child(owner, 'body');
    const name = file.textOf(child(callee, 'attribute') ?? callee);
    const node = body && functionNamed(file, named(body), name);
    return node && { file, node };
  }
  const defined = file.definitionOf(callee);
  if (defined === undefined) return undefined;
  const other = defined.path === file.path ? file : file.other(defined.path);
  const node = other && functionNamed(other, named(other.root), defined.name);
  return other && node && { file: other, node };
}

/** The function of a name among the statements of a module or a class. */
export function functionNamed(
  file: PythonFile,
  statements: readonly PythonNode[],
  name: string,
): PythonNode | undefined {
  for (const statement of statements) {
    const node = statement.type === 'decorated_definition' ? child(statement, 'definition') : statement;
    const own = node?.type === 'function_definition' ? child(node, 'name') : undefined;
    if (own !== undefined && file.textOf(own) === name) return node;
  }
  return undefined;
}

import type { PythonFile } from '../../../src/languages/python/file.ts';
import { child, named } from '../../../src/languages/python/node.ts';
import type { RowChain } from '../../../src/model/row-patterns.ts';
import { type Definition, functionNamed } from './called.ts';
import { basesOf, type ClassFound, classNamed, classOf } from './database.ts';
import type { Held } from './held.ts';

/** The class of a row and those that it inherits from, as far as the project defines them. */
export interface Lineage {
  readonly classes: readonly ClassFound[];
  /** Whether those are all, up to the library's own. */
  readonly isWhole: boolean;
}

/** An attribute that a class gives a value by a call, or a type alone: `balance = models.IntegerField(default=0)`. */
export interface Declared {
  readonly name: string;
  /** What is called, `models.IntegerField`, or the type. */
  readonly maker: string;
  /** The whole call, or the type. */
  readonly text: string;
}

/** @returns undefined where the project does not define the class of the row. */
export function lineageOf(file: PythonFile, held: Held): Lineage | undefined {
  const own = classOf(file, held);
  if (own === undefined) return undefined;
  const classes: ClassFound[] = [];
  let isWhole = true;
  const add = (found: ClassFound) => {
    if (classes.some(({ node }) => node === found.node)) return;
    classes.push(found);
    for (const base of basesOf(found.node)) {
      const known = classNamed(found.file, base);
      if (known !== undefined) add(known);
      else isWhole &&= isOfLibrary(found.file.accessPaths(base), held.chain);
    }
  };
  add(own);
  return { classes, isWhole };
}

function isOfLibrary(paths: readonly string[], { of, model }: RowChain): boolean {
  const own = [of].flat().map((path) => (model === 'owner' ? path.slice(0, path.lastIndexOf('.')) : path));
  return paths.some((path) => own.includes(path));
}

/** What the classes declare, a class's own before what it inherits. */
export function declaredIn({ classes }: Lineage): Declared[] {
  return classes.flatMap(({ file, node }) =>
    named(child(node, 'body') ?? node).flatMap((statement) => {
      const assignment = statement.type === 'expression_statement' ? named(statement)[0] : undefined;
      const left = assignment?.type === 'assignment' ? child(assignment, 'left') : undefined;
      const right = assignment && child(assignment, 'right');
      const callee = right === undefined ? assignment && child(assignment, 'type') : child(right, 'function');
      if (left?.type !== 'identifier' || callee === undefined) return [];
      return [{ name: file.textOf(left), maker: file.textOf(callee), text: file.textOf(right ?? callee) }];
    }),
  );
}

/** The methods of a name, a class's own before those that it inherits. */
export function methodsOf({ classes }: Lineage, name: string): Definition[] {
  return classes.flatMap(({ file, node }) => {
    const body = child(node, 'body');
    const method = body && functionNamed(file, named(body), name);
    return method === undefined ? [] : [{ file, node: method }];
  });
}

import type { PythonFile } from '../../../src/languages/python/file.ts';
import { child, named, type PythonNode } from '../../../src/languages/python/node.ts';
import type { Rows } from '../../../src/languages/python/rows.ts';
import type { ChainLock } from '../../../src/model/row-patterns.ts';
import { basesOf, type ClassFound, classNamed } from './database.ts';

/**
 * The query that a function asks which was given one, or a class: `Account.objects`.
 * @returns nothing where it was given neither in so many words.
 */
export function queryOfPassed(file: PythonFile, { passed, steps }: Rows, lock: ChainLock): string | undefined {
  if (passed === undefined) return undefined;
  const text = file.textOf(passed);
  if (isClassName(text)) return lock.manager && `${text}.${managerOf(file, passed, lock.manager).code}`;
  return steps.length > 0 || passed.type === 'attribute' ? text : undefined;
}

/** The attribute of a class that holds the manager with which a read of the class begins. */
export function managerAsked(file: PythonFile, { asked, passed }: Rows, lock: ChainLock): string | undefined {
  if (passed !== undefined && asked === passed && isClassName(file.textOf(passed)))
    return lock.manager && managerOf(file, passed, lock.manager).attribute;
  const attribute = child(asked, 'attribute');
  return attribute && file.textOf(attribute);
}

/** How a class names its manager where no other is asked for, and how any class does. */
interface Manager {
  readonly code: string;
  /** Nothing where the class, or one that it inherits from, is not seen. */
  readonly attribute: string | undefined;
}

function managerOf(file: PythonFile, model: PythonNode, manager: NonNullable<ChainLock['manager']>): Manager {
  const found = classNamed(file, model);
  const attribute = found && chosenIn(found, manager, 0);
  return { code: attribute === manager.usual ? manager.usual : manager.byDefault, attribute };
}

/** How deep classes are followed up. */
const highest = 4;

/** The first manager that a class declares, its parents' after its own; nothing where a class is not seen. */
function chosenIn(
  found: ClassFound,
  manager: NonNullable<ChainLock['manager']>,
  depth: number,
  isHeir = false,
): string | undefined {
  const { file, node } = found;
  const body = child(node, 'body');
  if (body === undefined || depth > highest || new RegExp(`\\b${manager.chosenBy}\\b`).test(file.textOf(body)))
    return undefined;
  for (const statement of named(body)) {
    const assignment = statement.type === 'expression_statement' ? named(statement)[0] : undefined;
    const left = assignment?.type === 'assignment' ? child(assignment, 'left') : undefined;
    const right = assignment && child(assignment, 'right');
    if (left?.type !== 'identifier' || right?.type !== 'call') continue;
    const callee = child(right, 'function');
    if (callee === undefined || !manager.column.test(file.textOf(callee))) return file.textOf(left);
  }
  for (const base of basesOf(node)) {
    if (manager.plain.test(file.textOf(base))) continue;
    const parent = classNamed(file, base);
    const chosen = parent && chosenIn(parent, manager, depth + 1, true);
    if (chosen === undefined) return undefined;
    if (chosen !== none) return chosen;
  }
  return isHeir ? none : manager.usual;
}

/** Of a class that declares no manager. */
const none = '';

const isClassName = (text: string): boolean => /^(?:\w+\.)*[A-Z]\w*$/.test(text);

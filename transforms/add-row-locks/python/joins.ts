import type { PythonFile } from '../../../src/languages/python/file.ts';
import { child, named, type PythonNode } from '../../../src/languages/python/node.ts';
import { walk } from '../../../src/languages/python/walk.ts';
import type { ChainLock } from '../../../src/model/row-patterns.ts';
import { basesOf, type ClassFound, classNamed, classOf } from './database.ts';
import { managerAsked } from './default-manager.ts';
import type { Held } from './held.ts';
import { isJoinedByClass, joinedAlong } from './joined-by-class.ts';
import { declaredIn, lineageOf } from './lineage.ts';

/**
 * Whether the query that reads a row joins others which need not be there, so that the database refuses to lock it: by
 * a method of its own, by what its class begins every query with, or by what that has read along.
 * @param cleared methods whose effect the locking read takes back.
 */
export function joinsOthers(file: PythonFile, held: Held, lock: ChainLock, cleared: readonly string[]): boolean {
  const { joins, begun } = lock;
  const rows = held.site?.rows;
  if (rows === undefined) return false;
  const texts = rows.steps
    .filter(({ name }) => !cleared.includes(name))
    .map(({ name, call }) => name + file.textOf(child(call, 'arguments') ?? call));
  if (joins !== undefined && texts.some((text) => joins.test(text))) return true;
  if (isJoinedByClass(file, held, lock)) return true;
  const attribute = managerAsked(file, held, lock);
  const model = begun === undefined ? undefined : classOf(file, held);
  const own = model && attribute && beginnerOf(model, attribute, begun ?? '', 0);
  if (own === undefined) return false;
  const words = [...(held.chain.unlockable ?? []), 'select_related'].filter((word) => !cleared.includes(word));
  return new RegExp(String.raw`\.(?:${words.join('|')})\(`).test(own);
}

/** For what the query that reads a row joins those of other tables, so that it can lock them: keywords, attributes. */
export function joinedBy(file: PythonFile, held: Held): string[] {
  const rows = held.site?.rows;
  const along = held.dialect.writes?.rowLock?.joinedBy;
  if (rows === undefined) return [];
  if (along === undefined) return joinedAlong(file, held);
  const calls = new Set([...rows.steps.map(({ call }) => call), ...(held.site?.call ? [held.site.call] : [])]);
  const names = [...calls].flatMap((call) =>
    [...walk(child(call, 'arguments') ?? call)].flatMap((node) => {
      const name = node.type === 'keyword_argument' ? child(node, 'name') : undefined;
      return name === undefined ? [] : file.textOf(name);
    }),
  );
  const lineage = names.length > 0 ? lineageOf(file, held) : undefined;
  const columns = lineage === undefined ? [] : declaredIn(lineage);
  return [...new Set(names)].filter((name) => {
    const maker = columns.find((column) => column.name === name.split('__')[0])?.maker;
    if (maker !== undefined && along.many.test(maker)) return true;
    return along.spanned.test(name) && (maker === undefined || along.relation.test(maker));
  });
}

/** How deep classes are followed up. */
const highest = 4;

/** The text of the method with which what `objects = AccountManager()` names begins its queries. */
function beginnerOf(model: ClassFound, attribute: string, method: string, depth: number): string | undefined {
  const { file, node } = model;
  const body = child(node, 'body');
  for (const statement of body === undefined ? [] : named(body)) {
    const assignment = statement.type === 'expression_statement' ? named(statement)[0] : undefined;
    const left = assignment?.type === 'assignment' ? child(assignment, 'left') : undefined;
    const right = assignment && child(assignment, 'right');
    if (left === undefined || right === undefined || file.textOf(left) !== attribute) continue;
    return methodOfClass(file, right, method, depth);
  }
  return firstOf(basesOf(node), (base) => {
    const found = depth < highest ? classNamed(file, base) : undefined;
    return found && beginnerOf(found, attribute, method, depth + 1);
  });
}

/** The text of a method of a class that a value names, as `AccountManager.from_queryset(Accounts)()` does two. */
function methodOfClass(file: PythonFile, value: PythonNode, method: string, depth: number): string | undefined {
  const names = [...walk(value)].filter(({ type }) => type === 'identifier' || type === 'attribute');
  return firstOf(names, (name) => {
    const found = depth > highest ? undefined : classNamed(file, name);
    const body = found && child(found.node, 'body');
    if (found === undefined || body === undefined) return undefined;
    const own = named(body).find((one) => one.type === 'function_definition' && nameIs(found.file, one, method));
    if (own !== undefined) return found.file.textOf(own);
    return firstOf(basesOf(found.node), (base) => methodOfClass(found.file, base, method, depth + 1));
  });
}

function nameIs(file: PythonFile, node: PythonNode, name: string): boolean {
  const own = child(node, 'name');
  return own !== undefined && file.textOf(own) === name;
}

function firstOf<T, R>(all: readonly T[], of: (one: T) => R | undefined): R | undefined {
  for (const one of all) {
    const found = of(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

import type { PythonFile } from '../../../src/languages/python/file.ts';
import { ancestorsOf, child, named, type PythonNode } from '../../../src/languages/python/node.ts';
import { isImportTime, isProgramOnly } from './import-time.ts';
import { isCalled, isTest } from './obstacles.ts';
import type { GatheredElsewhere, Placed } from './other-modules.ts';
import { overlaps } from './overlap.ts';
import { functionAround } from './reach.ts';

/** Why what is gathered in another module cannot be set back when an invocation begins. */
export type ObstacleElsewhere =
  | 'held-by-module'
  | 'initial-value-computed'
  | 'handler-called-by-project'
  | 'invocations-overlap'
  | 'used-at-import';

/**
 * What stands in the way of a reset at the start of every handler of the file that comes to the variable; undefined
 * where nothing does.
 */
export function obstacleElsewhere(
  file: PythonFile,
  gathered: GatheredElsewhere,
  defers: ReadonlySet<string>,
): ObstacleElsewhere | undefined {
  const { module, variable, handlers, places } = gathered;
  if (!variable.isRepeatable) return 'initial-value-computed';
  if (handlers.some(({ node }) => isCalled(file, node, defers))) return 'handler-called-by-project';
  if (handlers.some(overlaps)) return 'invocations-overlap';
  if (places.some(({ use }) => isImportTime(use.node))) return 'used-at-import';
  if (!file.mayEdit(module.path) || handlers.some(({ node }) => isWrapped(file, node))) return 'held-by-module';
  if (places.some(isStored) || module.passedOn({ ...module }).some(({ path }) => !isTest(path)))
    return 'held-by-module';
  return usedBeside(file, gathered);
}

/** Whether a function of the project wraps the handler, and so runs before it. */
function isWrapped(file: PythonFile, handler: PythonNode): boolean {
  if (handler.parent?.type !== 'decorated_definition') return false;
  const decorators = named(handler.parent).filter(({ type }) => type === 'decorator');
  return decorators.flatMap(named).some((one) => {
    const callee = one.type === 'call' ? child(one, 'function') : one;
    const object = callee?.type === 'attribute' ? child(callee, 'object') : undefined;
    // `@app.task`, where the project makes the application.
    return callee !== undefined && object === undefined && file.definitionOf(callee) !== undefined;
  });
}

/** Whether something else takes the object itself, and would not get the new one. */
function isStored({ use: { node } }: Placed): boolean {
  const up = node.parent;
  if (up?.type === 'assignment' && node.field === 'right') return true;
  return /^(?:list|dictionary|tuple|set|pair)$/.test(up?.type ?? '') && isKept(node);
}

/** Whether a node stands in what an attribute or an item is given. */
function isKept(node: PythonNode): boolean {
  for (const up of ancestorsOf(node)) {
    if (up.type === 'assignment') return /^(?:attribute|subscript)$/.test(child(up, 'left')?.type ?? '');
    if (/_statement$|^block$/.test(up.type)) return false;
  }
  return false;
}

/**
 * Whether something else in the process than the invocations of the handlers may use the variable: the import of a
 * module, a middleware, a view. Where each handler is deployed by itself, the process holds what its file imports.
 */
function usedBeside(
  file: PythonFile,
  { places, handlers, reached }: GatheredElsewhere,
): 'held-by-module' | 'used-at-import' | undefined {
  const isAlone = handlers.every(({ dialect }) => dialect.recognises.handler?.some((one) => 'function' in one));
  const loaded = isAlone ? loadedBy(file) : undefined;
  const isElsewhere = (path: string) => isTest(path) || (loaded !== undefined && !loaded.has(path));
  const own = new Set(handlers.map(({ node }) => node));
  const queue: { file: PythonFile; node: PythonNode }[] = [];
  for (const place of places) {
    if (isElsewhere(place.file.path)) continue;
    const around = functionAround(place.use.node);
    if (around === undefined) return 'held-by-module';
    if (!own.has(around)) queue.push({ file: place.file, node: around });
  }
  const seen = new Set<string>();
  for (const { file: other, node } of queue) {
    const key = `${other.path}:${node.start}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const top = topOf(node);
    const name = top && child(top, 'name');
    if (name === undefined) return 'held-by-module';
    const isReached = reached.get(other.path)?.functions.has(node) === true;
    const { uses, obstacles } = other.usersOf(other.textOf(name));
    if (obstacles.some(({ path }) => !isElsewhere(path))) return 'held-by-module';
    const others = uses.filter(
      (use) => !isElsewhere(use.module.path) && !isProgramOnly(use.node, use.module.tree.text),
    );
    // Nothing in the process calls it.
    if (!isReached && (others.length > 0 || top?.parent?.type === 'decorated_definition')) return 'held-by-module';
    for (const use of others) {
      const around = functionAround(use.node);
      if (around === undefined) return 'used-at-import';
      const from = use.module.path === file.path ? file : reached.get(use.module.path)?.file;
      const twin = from && functionAt(from, around);
      if (from === undefined || twin === undefined || !reached.get(from.path)?.functions.has(twin))
        return 'held-by-module';
      if (!own.has(twin)) queue.push({ file: from, node: twin });
    }
  }
  return undefined;
}

/** The function or the class at the top level that holds a function. */
function topOf(callable: PythonNode): PythonNode | undefined {
  let top = callable;
  for (const up of ancestorsOf(callable)) if (/^(?:function|class)_definition$/.test(up.type)) top = up;
  const holder = top.parent?.type === 'decorated_definition' ? top.parent.parent : top.parent;
  return holder?.type === 'module' ? top : undefined;
}

/** The same function in a file's own tree. */
function functionAt(file: PythonFile, { start, end }: PythonNode): PythonNode | undefined {
  let found: PythonNode | undefined;
  for (let at: PythonNode | undefined = file.root; at !== undefined; ) {
    if (at.type === 'function_definition' && at.start === start && at.end === end) found = at;
    at = at.children.find((one) => one.start <= start && end <= one.end);
  }
  return found;
}

/** The files of a process that begins with one file. */
function loadedBy(file: PythonFile): ReadonlySet<string> {
  const found = new Set([file.path]);
  const queue = [file];
  for (const one of queue) {
    for (const path of one.imported) {
      if (found.has(path)) continue;
      found.add(path);
      const other = file.other(path);
      if (other !== undefined) queue.push(other);
    }
  }
  return found;
}

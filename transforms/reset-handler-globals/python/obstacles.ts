import type { PythonFile } from '../../../src/languages/python/file.ts';
import { ancestorsOf, child, named, type PythonNode } from '../../../src/languages/python/node.ts';
import { isImportTime, isProgramOnly } from './import-time.ts';
import type { Leak } from './leaks.ts';
import { functionAround, isDeferred, ownerOf, type Reach } from './reach.ts';
import { takesSharedParts } from './shared-parts.ts';
import { isAtImport } from './uses.ts';
import type { ModuleVariable } from './variables.ts';

/** What stands in the way of setting a variable back when an invocation begins. */
export type Obstacle =
  | 'emptied-later'
  | 'counts-invocations'
  | 'initial-value-computed'
  | 'initial-value-shared'
  | 'used-at-import'
  | 'used-by-other-modules'
  | 'handler-called-by-project'
  | 'written-before-handler'
  | 'name-taken';

/** How a variable may be cured. */
export interface Cure {
  /** Whether other modules hold the object itself, so that it has to stay the same one. */
  readonly isHeld: boolean;
  /** Whether nothing but the one handler knows the name. */
  readonly isPrivate: boolean;
}

/** Looks at every use of a leaking variable, and of its handlers, in the whole project. */
export function cureOf(
  file: PythonFile,
  leak: Leak<ModuleVariable>,
  reach: Reach,
  defers: ReadonlySet<string>,
): Cure | Obstacle {
  const { variable, handlers, uses } = leak;
  const { binding, declaration, value } = variable;
  if (leak.isEmptiedLater) return 'emptied-later';
  if (leak.isCounter) return 'counts-invocations';
  if (!variable.isRepeatable) return 'initial-value-computed';
  if (!isOwn(value, declaration) || takesSharedParts(file, leak)) return 'initial-value-shared';
  if (handlers.some(({ node }) => isWrittenByDecorator(file, node, leak, reach))) return 'written-before-handler';
  if (uses.some(isAtImport) || isUsedByImport(file, leak, reach)) return 'used-at-import';
  if (handlers.some(({ node }) => file.scopes.bindingOf(nameIn(node, binding.name, file) ?? node)?.scope.node === node))
    return 'name-taken';
  if (handlers.some(({ node }) => isCalled(file, node, defers))) return 'handler-called-by-project';
  const users = file.usersOf(binding.name);
  const elsewhere = users.uses.filter(({ module }) => module.path !== file.path);
  const isEditable = variable.shape !== 'scalar' || elsewhere.every(({ node }) => node.type === 'attribute');
  if (users.obstacles.length > 0 || !isEditable) return 'used-by-other-modules';
  if (elsewhere.some(({ module, node }) => !isTest(module.path) || isImportTime(node))) return 'used-by-other-modules';
  const [only, ...others] = handlers;
  const isPrivate =
    others.length === 0 &&
    elsewhere.length === 0 &&
    [...binding.reads, ...binding.writes.map(({ node }) => node)].every(
      (node) => node === declaration || functionAround(node) === only?.node,
    );
  return { isHeld: elsewhere.some(({ node }) => node.type !== 'attribute'), isPrivate };
}

/** Whether a path is that of a test. */
export function isTest(path: string): boolean {
  return /(?:^|\/)tests?\/|(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest)\.py$/.test(path);
}

/** Whether a declaration gives its value to this name alone: not `a = b = []`. */
function isOwn(value: PythonNode, name: PythonNode): boolean {
  const assignment = name.parent;
  return (
    assignment?.type === 'assignment' &&
    child(assignment, 'right') === value &&
    assignment.parent?.type === 'expression_statement'
  );
}

/** `load()` at module level, `@register` on a function of the module: they fill what a reset would empty, or hold it. */
function isUsedByImport(file: PythonFile, { uses, handlers }: Leak, reach: Reach): boolean {
  // Making an instance does not call it.
  const called = handlers.flatMap(({ node }) => (ownerOf(node) === undefined ? [] : [node]));
  const using = new Set(uses.flatMap(({ node }) => functionAround(node) ?? []).filter((one) => !called.includes(one)));
  return [...file.scopes.module.bindings.values()].some((binding) =>
    binding.reads.some((read) => {
      if (!isImportTime(read) || isProgramOnly(read, file.text) || !isRun(read)) return false;
      return [...reach.throughCall(binding)].some((callable) => using.has(callable));
    }),
  );
}

/** Whether a name is called, or decorates. */
function isRun(read: PythonNode): boolean {
  let at = read;
  for (const up of ancestorsOf(read)) {
    if (up.type === 'decorator' || (up.type === 'call' && at.field === 'function')) return true;
    if (up.type !== 'attribute' && up.type !== 'call') return false;
    at = up;
  }
  return false;
}

function isWrittenByDecorator(file: PythonFile, handler: PythonNode, { uses }: Leak, reach: Reach): boolean {
  const decorators =
    handler.parent === undefined ? [] : named(handler.parent).filter(({ type }) => type === 'decorator');
  const changing = new Set(uses.flatMap(({ change, node }) => (change ? (functionAround(node) ?? []) : [])));
  return decorators.flatMap(identifiersIn).some((name) => {
    const binding = file.scopes.bindingOf(name);
    return (
      binding !== undefined &&
      [...reach.throughCall(binding)].some((callable) => callable !== handler && changing.has(callable))
    );
  });
}

/** Whether the project runs a handler itself; then one invocation can begin inside of another. */
export function isCalled(file: PythonFile, handler: PythonNode, defers: ReadonlySet<string>): boolean {
  const names = namesOf(file, handler);
  if (names.length === 0) return true;
  const uses = names.flatMap((name) => file.usersOf(name).uses);
  return uses.some(({ module, node }) => {
    if (isTest(module.path) || isProgramOnly(node, module.tree.text)) return false;
    const isHere = module.path === file.path;
    // `app.task(handler)`, a table of handlers, an export: who calls it is not known, and may be the platform.
    if (isHere && isImportTime(node)) return isRun(node);
    return (
      !isDeferred({ ...file, textOf: (one) => module.tree.text.slice(one.start, one.end) }, node, defers) &&
      isRunOrPassed(node)
    );
  });
}

/** The names under which a handler is called: its own, or those of the instances that the module makes of its class. */
function namesOf(file: PythonFile, handler: PythonNode): readonly string[] {
  const owner = ownerOf(handler);
  const name = child(owner ?? handler, 'name');
  if (owner === undefined || name === undefined) return name === undefined ? [] : [file.textOf(name)];
  const reads = file.scopes.bindingOf(name)?.reads ?? [];
  return reads.flatMap((read) => {
    const call = read.parent?.type === 'call' ? read.parent : undefined;
    const target = call?.parent?.type === 'assignment' ? child(call.parent, 'left') : undefined;
    return target?.type === 'identifier' ? [file.textOf(target)] : [];
  });
}

function isRunOrPassed(node: PythonNode): boolean {
  return node.parent?.type !== 'import_from_statement' && node.parent?.type !== 'dotted_name';
}

function nameIn(node: PythonNode, name: string, file: PythonFile): PythonNode | undefined {
  const found = identifiersIn(node).filter((one) => file.textOf(one) === name);
  return found.find((one) => file.scopes.bindingOf(one)?.scope.node === node);
}

function identifiersIn(node: PythonNode): readonly PythonNode[] {
  return node.type === 'identifier' ? [node] : node.children.flatMap(identifiersIn);
}

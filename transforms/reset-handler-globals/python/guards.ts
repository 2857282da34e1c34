import type { PythonFile } from '../../../src/languages/python/file.ts';
import {
  ancestorsOf,
  child,
  childrenOf,
  isWithin,
  named,
  type PythonNode,
} from '../../../src/languages/python/node.ts';
import type { Binding } from '../../../src/languages/python/scopes.ts';
import { functionAround } from './reach.ts';
import type { Use } from './uses.ts';
import type { ModuleVariable } from './variables.ts';

/**
 * Whether a change happens only where a test of the variable itself asks for it, the mark of a memo: `if x is None`,
 * `if k not in x`, `x or …`, `except KeyError`, an early `return x`; or a test of what is written along with it, such as
 * the time at which the value expires.
 */
export function isGuarded(file: PythonFile, { binding }: ModuleVariable, use: Use, uses: readonly Use[]): boolean {
  const read = new Set(
    uses.flatMap(({ node, reads, change }) => (reads !== undefined && change === undefined ? node : [])),
  );
  if (isTested(file, binding, use.at, read)) return true;
  if (use.given.some((value) => isOwnTest(file, binding, value))) return true;
  const callable = functionAround(use.node);
  const name = callable && child(callable, 'name');
  const own = name && file.scopes.bindingOf(name);
  // `if not loaded: load()`
  return own !== undefined && own.reads.length > 0 && own.reads.every((one) => isTested(file, binding, one, read));
}

/** @param read the mentions of the name that only read it. */
function isTested(file: PythonFile, binding: Binding, node: PythonNode, read: ReadonlySet<PythonNode>): boolean {
  let at = node;
  for (const up of ancestorsOf(node)) {
    if (up.type === 'function_definition') return false;
    if (up.type === 'if_statement' || up.type === 'while_statement') {
      if (at.field !== 'condition' && conditionsOf(up).some((one) => isTestOf(file, binding, one, up))) return true;
    }
    if (up.type === 'conditional_expression' || up.type === 'boolean_operator') {
      if (named(up).some((one) => one !== at && mentions(file, binding, one))) return true;
    }
    if (up.type === 'try_statement' && at.type === 'except_clause') {
      const body = child(up, 'body');
      if (body !== undefined && namesIn(body).some((one) => read.has(one))) return true;
    }
    if (up.type === 'block') {
      const before = named(up).filter((one) => one.end <= at.start && one.type === 'if_statement');
      if (before.some((one) => leaves(one) && conditionsOf(one).some((test) => mentions(file, binding, test))))
        return true;
    }
    at = up;
  }
  return false;
}

function conditionsOf(statement: PythonNode): readonly PythonNode[] {
  const clauses = childrenOf(statement, 'alternative').flatMap((clause) => childrenOf(clause, 'condition'));
  return [...childrenOf(statement, 'condition'), ...clauses];
}

/** A test of the name, or of another variable of the module that the same statement writes. */
function isTestOf(file: PythonFile, binding: Binding, condition: PythonNode, statement: PythonNode): boolean {
  return namesIn(condition).some((node) => {
    const tested = file.scopes.bindingOf(node);
    if (tested === undefined || tested.scope !== file.scopes.module) return false;
    return tested === binding || tested.writes.some((write) => isWithin(write.node, statement));
  });
}

function mentions(file: PythonFile, binding: Binding, node: PythonNode): boolean {
  return namesIn(node).some((one) => file.scopes.bindingOf(one) === binding);
}

/** `x or make()`, `x if x else make()`. */
function isOwnTest(file: PythonFile, binding: Binding, value: PythonNode): boolean {
  return /^(?:boolean_operator|conditional_expression)$/.test(value.type) && mentions(file, binding, value);
}

function leaves(statement: PythonNode): boolean {
  const last = named(child(statement, 'consequence') ?? statement).at(-1);
  return last !== undefined && /^(?:return|raise|continue)_statement$/.test(last.type);
}

/** Every identifier in a node. */
export function namesIn(node: PythonNode): readonly PythonNode[] {
  return node.type === 'identifier' ? [node] : node.children.flatMap(namesIn);
}

import type { PythonFile } from '../../../src/languages/python/file.ts';
import {
  ancestorsOf,
  child,
  childrenOf,
  isWithin,
  named,
  type PythonNode,
} from '../../../src/languages/python/node.ts';
import { functionAround } from './reach.ts';
import type { Use } from './uses.ts';
import type { KeptVariable } from './variables.ts';

/**
 * Whether a change happens only where a test of the variable itself asks for it, the mark of a memo: `if x is None`,
 * `if k not in x`, `x or …`, `except KeyError`, an early `return x`; or a test of what is written along with it, such as
 * the time at which the value expires.
 */
export function isGuarded(file: PythonFile, { mentions }: KeptVariable, use: Use, uses: readonly Use[]): boolean {
  const read = new Set(
    uses.flatMap(({ node, reads, change }) => (reads !== undefined && change === undefined ? node : [])),
  );
  if (isTested(file, mentions, use.at, read)) return true;
  if (use.given.some((value) => isOwnTest(mentions, value))) return true;
  const callable = functionAround(use.node);
  const name = callable && child(callable, 'name');
  const own = name && file.scopes.bindingOf(name);
  // `if not loaded: load()`
  return own !== undefined && own.reads.length > 0 && own.reads.every((one) => isTested(file, mentions, one, read));
}

type Mentions = KeptVariable['mentions'];

/**
 * Whether a node runs only where a test of a variable asks for it.
 * @param own the mentions of the variable in the file.
 * @param read those that only read it.
 */
export function isTested(file: PythonFile, own: Mentions, node: PythonNode, read: ReadonlySet<PythonNode>): boolean {
  let at = node;
  for (const up of ancestorsOf(node)) {
    if (up.type === 'function_definition') return false;
    if (up.type === 'if_statement' || up.type === 'while_statement') {
      if (at.field !== 'condition' && conditionsOf(up).some((one) => isTestOf(file, own, one, up))) return true;
    }
    if (up.type === 'conditional_expression' || up.type === 'boolean_operator') {
      if (named(up).some((one) => one !== at && isMentioned(own, one))) return true;
    }
    if (up.type === 'try_statement' && at.type === 'except_clause') {
      const body = child(up, 'body');
      if (body !== undefined && namesIn(body).some((one) => read.has(one))) return true;
    }
    if (up.type === 'block') {
      const before = named(up).filter((one) => one.end <= at.start && one.type === 'if_statement');
      if (before.some((one) => leaves(one) && conditionsOf(one).some((test) => isMentioned(own, test)))) return true;
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
function isTestOf(file: PythonFile, own: Mentions, condition: PythonNode, statement: PythonNode): boolean {
  if (isMentioned(own, condition)) return true;
  return namesIn(condition).some((node) => {
    const tested = file.scopes.bindingOf(node);
    if (tested === undefined || tested.scope !== file.scopes.module) return false;
    return tested.writes.some((write) => isWithin(write.node, statement));
  });
}

function isMentioned(own: Mentions, node: PythonNode): boolean {
  return [...own].some((one) => isWithin(one, node));
}

/** `x or make()`, `x if x else make()`. */
function isOwnTest(own: Mentions, value: PythonNode): boolean {
  return /^(?:boolean_operator|conditional_expression)$/.test(value.type) && isMentioned(own, value);
}

function leaves(statement: PythonNode): boolean {
  const last = named(child(statement, 'consequence') ?? statement).at(-1);
  return last !== undefined && /^(?:return|raise|continue)_statement$/.test(last.type);
}

/** Every identifier in a node. */
export function namesIn(node: PythonNode): readonly PythonNode[] {
  return node.type === 'identifier' ? [node] : node.children.flatMap(namesIn);
}

import type { PythonFile, PythonSite } from '../../../src/languages/python/file.ts';
import {
  ancestorsOf,
  child,
  childrenOf,
  named,
  type PythonNode,
  unwrapped,
} from '../../../src/languages/python/node.ts';
import { derivedFrom } from './derived.ts';
import { exposedReads } from './exposure.ts';
import type { Leak } from './leaks.ts';
import { functionAround, ownerOf, type Reach } from './reach.ts';
import { isOr, keyOf, type Use, usesOf, wholeOf } from './uses.ts';
import type { KeptVariable } from './variables.ts';

/** Names of what the first invocation is meant to settle. */
export const ofTheFirst = /cold|warm|init|first|start|boot|previous|last_|seen|instance_id|container/i;

/**
 * A memo that the first event fills: `if client is None: client = connect(event["endpoint"])`, and every later
 * invocation is served with it. Nothing else may write the variable.
 */
export function memoOf<V extends KeptVariable>(
  file: PythonFile,
  variable: V,
  entries: readonly PythonSite[],
  reach: Reach,
): Leak<V> | undefined {
  if (ofTheFirst.test(variable.name)) return undefined;
  const uses = usesOf(file, variable);
  const changing = uses.filter(({ change }) => change !== undefined);
  if (
    changing.length === 0 ||
    !changing.every((use) => use.change === 'set' && use.replaces && isMemo(file, variable, use))
  )
    return undefined;
  for (const entry of entries) {
    const functions = reach.of(entry.node);
    const own = uses.filter(({ node }) => functions.has(functionAround(node) ?? entry.node));
    const isDerived = derivedFrom(file, entry.node, functions, isGivenTo(entry));
    const changes = own.filter(({ change, given }) => change === 'set' && given.length > 0 && given.every(isDerived));
    if (changes.length === 0) continue;
    const dirty = new Set(changes.map(({ piece }) => piece));
    const reads = exposedReads(file, entry.node, own, dirty, reach).filter(
      (use) => !use.isReported && use.change === undefined && !isTest(use.node),
    );
    if (reads.length === 0) continue;
    return { variable, handlers: [entry], uses, changes, reads, isEmptiedLater: false, isCounter: false };
  }
  return undefined;
}

/**
 * Which parameters of a handler tell of one event: the second one of a handler by its signature tells of the process, as
 * does the instance that a method is of.
 */
export function isGivenTo({ node, dialect }: PythonSite): (name: string, place: number) => boolean {
  const isSigned = dialect.recognises.handler?.some((pattern) => 'function' in pattern) === true;
  const first = ownerOf(node) === undefined ? 0 : 1;
  return (name, place) => name !== 'self' && name !== 'cls' && (!isSigned || place === first);
}

/** Whether a change happens only while the variable, or the part of it, has nothing: and then never again. */
function isMemo(file: PythonFile, variable: KeptVariable, use: Use): boolean {
  const holds = (node: PythonNode) => isPart(file, variable, node, use.piece);
  if (use.given.some((value) => isOr(value) && named(value).slice(0, 1).some(holds))) return true;
  let at = use.at;
  for (const up of ancestorsOf(use.at)) {
    if (up.type === 'function_definition') return false;
    if (up.type === 'if_statement') {
      const condition = child(up, 'condition');
      if (condition !== undefined && at.field === 'consequence' && isEmptyTest(file, condition, holds, use.piece))
        return true;
      if (condition !== undefined && at.type === 'else_clause' && isFullTest(condition, holds)) return true;
    }
    if (up.type === 'block') {
      const before = named(up).filter((one) => one.end <= at.start && one.type === 'if_statement');
      const returns = (one: PythonNode) => named(child(one, 'consequence') ?? one).at(-1)?.type === 'return_statement';
      if (before.some((one) => returns(one) && childrenOf(one, 'condition').some((test) => isFullTest(test, holds))))
        return true;
    }
    at = up;
  }
  return false;
}

/** `x`, `x["k"]`, `x.get("k")`. */
function isPart(file: PythonFile, { mentions }: KeptVariable, node: PythonNode, piece: string): boolean {
  const one = unwrapped(node);
  if (piece === wholeOf) return mentions.has(one);
  const attribute = one.type === 'call' ? child(one, 'function') : undefined;
  const isGet = attribute?.type === 'attribute' && file.textOf(child(attribute, 'attribute') ?? attribute) === 'get';
  const list = isGet ? child(one, 'arguments') : undefined;
  const [key] = list === undefined ? childrenOf(one, 'subscript') : named(list);
  const holder = isGet ? child(attribute, 'object') : child(one, 'value');
  return holder !== undefined && mentions.has(holder) && key !== undefined && keyOf(file, key) === piece;
}

/** `not x`, `x is None`, `x == ""`, `"k" not in x`, or one of these and something else. */
function isEmptyTest(
  file: PythonFile,
  condition: PythonNode,
  holds: (node: PythonNode) => boolean,
  piece: string,
): boolean {
  const test = unwrapped(condition);
  const parts = named(test);
  if (test.type === 'not_operator') return parts.some((one) => holds(one) || isFullTest(one, holds));
  if (test.type === 'boolean_operator' && !isOr(test)) return parts.some((one) => isEmptyTest(file, one, holds, piece));
  if (test.type !== 'comparison_operator') return false;
  const [left, right] = parts;
  if (left === undefined || right === undefined || parts.length > 2) return false;
  if (hasOperator(test, 'not in')) return keyOf(file, left) === piece && piece !== wholeOf;
  return (hasOperator(test, 'is') || hasOperator(test, '==')) && holds(left) && isEmpty(right);
}

/** `x`, `x is not None`, `x != ""`. */
function isFullTest(condition: PythonNode, holds: (node: PythonNode) => boolean): boolean {
  const test = unwrapped(condition);
  const [left, right] = named(test);
  if (holds(test)) return true;
  if (test.type !== 'comparison_operator' || left === undefined || right === undefined) return false;
  return (hasOperator(test, 'is not') || hasOperator(test, '!=')) && holds(left) && isEmpty(right);
}

const hasOperator = (test: PythonNode, operator: string): boolean =>
  test.children.some(({ type }) => type === operator);

function isEmpty(node: PythonNode): boolean {
  return (
    node.type === 'none' ||
    (/^(?:string|list|dictionary|tuple)$/.test(node.type) &&
      named(node).every(({ type }) => /^string_(?:start|end)$/.test(type)))
  );
}

/** Whether a mention only asks whether there is a value. */
function isTest(node: PythonNode): boolean {
  let at = node;
  for (const up of ancestorsOf(node)) {
    if (at.field === 'condition') return true;
    if (!/operator$|parenthesized|^call$|^attribute$/.test(up.type) && up.type !== 'if_statement') return false;
    at = up;
  }
  return false;
}

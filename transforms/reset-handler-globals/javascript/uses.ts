import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import {
  type CallNode,
  isCallNode,
  isFunctionNode,
  isMemberNode,
  keyName,
  propertyName,
  unwrapped,
} from '../../../src/languages/javascript/nodes.ts';
import type { Binding } from '../../../src/languages/javascript/scopes.ts';
import { isWithin } from '../../../src/languages/javascript/walk.ts';
import { assigned, takenApart } from './assigned.ts';
import { addsTo } from './passed-on.ts';

/** One place where module state is used. */
export interface StateUse {
  /** The name of the variable. */
  readonly node: Node;
  /** The properties that lead to what is used; `*` stands for a computed one. Empty for the variable itself. */
  readonly path: readonly string[];
  /**
   * `set` gives it a value, `update` one that depends on the old (`+=`, `x = [...x, y]`), `default` one where there is
   * none (`??=`), `add` puts something into it, `take` out of it or lets it go round (`x = (x + 1) % 3`), `empty` leaves
   * nothing in it; `keyed` reads one element by its key, `logged` only tells people, `read` is everything else.
   */
  readonly kind: 'set' | 'update' | 'default' | 'add' | 'take' | 'empty' | 'keyed' | 'logged' | 'read';
  /** What it is given. */
  readonly value: Node | undefined;
  /** Whether an `update` is also read in its place: `return count++`. */
  readonly isRead: boolean;
  /** The properties that are set at once: `Object.assign(x, { a, b })`. */
  readonly keys?: readonly string[];
}

/** Tells what a name of a module variable, or a field of an object that one holds, is used for. */
export function useOf(file: JavaScriptFile, binding: Binding, name: Node): StateUse {
  const { path, node } = chainFrom(file, name);
  const parent = file.parentOf(node);
  const use = (kind: StateUse['kind'], value?: Node, on: readonly string[] = path, isRead = false): StateUse => ({
    node: name,
    path: on,
    kind,
    value,
    isRead,
  });
  if (parent === undefined) return use('read');
  switch (parent.type) {
    case 'AssignmentExpression':
      if (parent.left === node) return { ...use('set'), ...assigned(file, binding, parent, path) };
      break;
    case 'UpdateExpression':
      return use('update', undefined, path, isValueUsed(file, parent));
    case 'UnaryExpression':
      if (parent.operator === 'delete') return use('take');
      break;
    case 'ForOfStatement':
    case 'ForInStatement':
      if (parent.left === node) return use('set');
      break;
    case 'ArrayPattern':
    case 'RestElement':
      return { ...use('set'), ...takenApart(file, binding, parent) };
    case 'AssignmentPattern':
      if (parent.left === node) return { ...use('set'), ...takenApart(file, binding, parent) };
      break;
    case 'ObjectProperty':
      if (file.parentOf(parent)?.type === 'ObjectPattern' && parent.value === node)
        return { ...use('set'), ...takenApart(file, binding, parent) };
      break;
    case 'BinaryExpression':
      if (parent.operator === 'in' && parent.right === node) return use('keyed', undefined, [...path, '*']);
      break;
    default:
      break;
  }
  if (isCallNode(parent) && parent.callee === node && path.length > 0) return methodUse(parent, path, use);
  if (isCallNode(parent) && parent.arguments[0] === node && isObjectMethod(parent, 'assign')) {
    const keys = parent.arguments.slice(1).map(keysOf);
    return { ...use('add', parent.arguments[1]), keys: keys.every(Boolean) ? keys.flatMap((ones) => ones ?? []) : [] };
  }
  if (isCallNode(parent) && parent.callee !== node && addsTo(file, parent, node)) return use('add');
  if (isEmptiedByKeys(file, parent, node)) return use('empty');
  if (isLogged(file, node)) return use('logged');
  return use(path.at(-1) === '*' ? 'keyed' : 'read');
}

const adding = new Set(['push', 'unshift', 'add', 'set', 'append']);
const taking = new Set(['pop', 'shift', 'delete', 'splice']);

type Make = (kind: StateUse['kind'], value?: Node, on?: readonly string[], isRead?: boolean) => StateUse;

function methodUse(call: CallNode, chain: readonly string[], use: Make): StateUse {
  const method = chain.at(-1) ?? '';
  const path = chain.slice(0, -1);
  const [first] = call.arguments;
  if (adding.has(method)) return use('add', call.arguments.at(-1), path);
  if (method === 'clear') return use('empty', undefined, path);
  const isFromStart = first?.type === 'NumericLiteral' && first.value === 0;
  if (method === 'splice' && isFromStart && call.arguments.length < 3) return use('empty', undefined, path, true);
  if (taking.has(method)) return use('take', undefined, path);
  if (method === 'get' || method === 'has' || method === 'includes' || method === 'hasOwnProperty') {
    return use('keyed', undefined, [...path, '*']);
  }
  return use('read', undefined, path);
}

/** The longest path of properties that starts at a name, and its last node. */
function chainFrom(file: JavaScriptFile, name: Node): { path: string[]; node: Node } {
  const path: string[] = [];
  let node = name;
  for (let outer = file.parentOf(node); outer; outer = file.parentOf(node)) {
    if (isMemberNode(outer) && outer.object === node) path.push(propertyName(outer) ?? '*');
    else if (unwrapped(outer) === unwrapped(node) && outer !== node && unwrapped(outer) !== outer) {
      // A type assertion around it changes nothing.
    } else break;
    node = outer;
  }
  return { path, node };
}

function isValueUsed(file: JavaScriptFile, node: Node): boolean {
  const parent = file.parentOf(node);
  if (parent?.type === 'ForStatement') return parent.test === node;
  return parent?.type !== 'ExpressionStatement' && parent?.type !== 'ArrowFunctionExpression';
}

function isObjectMethod({ callee }: CallNode, ...names: string[]): boolean {
  return (
    isMemberNode(callee) &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'Object' &&
    names.includes(propertyName(callee) ?? '')
  );
}

/** The keys of an object that is written in place; undefined where not all are told. */
function keysOf(node: Node): string[] | undefined {
  const object = unwrapped(node);
  if (object.type !== 'ObjectExpression') return undefined;
  const keys = object.properties.map((one) =>
    one.type === 'SpreadElement' ? undefined : keyName(one.key, one.computed),
  );
  return keys.every((key) => key !== undefined) ? keys : undefined;
}

/** `Object.keys(x).forEach((key) => delete x[key])`, and the loop that says the same. */
function isEmptiedByKeys(file: JavaScriptFile, parent: Node, node: Node): boolean {
  if (!isCallNode(parent) || parent.arguments[0] !== node || !isObjectMethod(parent, 'keys')) return false;
  let outer: Node | undefined = file.parentOf(parent);
  while (outer && (isMemberNode(outer) || isCallNode(outer))) outer = file.parentOf(outer);
  if (!outer) return false;
  return file
    .find(outer, 'UnaryExpression', { operator: 'delete' })
    .some(
      ({ argument }) =>
        isMemberNode(argument) &&
        file.text.slice(argument.object.start ?? 0, argument.object.end ?? 0) ===
          file.text.slice(node.start ?? 0, node.end ?? 0),
    );
}

/** Whether it is only told to people: an argument of a log, or of what counts for metrics. */
function isLogged(file: JavaScriptFile, node: Node): boolean {
  for (let outer = file.parentOf(node), inner = node; outer; inner = outer, outer = file.parentOf(outer)) {
    if (isFunctionNode(outer) || /Statement$/.test(outer.type)) return false;
    if (!isCallNode(outer) || inner === outer.callee) continue;
    const called = file.text.slice(outer.callee.start ?? 0, outer.callee.end ?? 0);
    if (/^(?:this\.)?(?:console|\w*log(?:ger)?|\w*metrics?)\b|\.(?:addMetric|putMetric\w*)$/i.test(called)) return true;
  }
  return false;
}

/** Whether one path leads to what the other does, or to something around it. */
export function leadsTo(path: readonly string[], cell: readonly string[]): boolean {
  return path.length <= cell.length && path.every((name, at) => name === cell[at]);
}

/** The uses of a variable that stand in some functions. */
export function usesIn(file: JavaScriptFile, binding: Binding, functions: Iterable<Node>): StateUse[] {
  const places = [...functions];
  const names = new Set<Node>([...binding.reads, ...binding.writes.map(({ node }) => node)]);
  return [...names]
    .filter((name) => places.some((place) => isWithin(name, place)))
    .map((name) => useOf(file, binding, name));
}

import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import {
  isCallNode,
  isFunctionNode,
  isMemberNode,
  keyName,
  propertyName,
  targetsIn,
  unwrapped,
} from '../../../src/languages/javascript/nodes.ts';
import type { Binding } from '../../../src/languages/javascript/scopes.ts';
import { walk } from '../../../src/languages/javascript/walk.ts';
import { stepOf } from './answers.ts';
import { changedBy, nameOf } from './changed-in-place.ts';
import type { RowRead } from './reads.ts';
import { asking, comparing, finding, testing } from './value-words.ts';

/** What the names of a function hold of a row that it has read. */
export interface HeldColumns {
  /** The columns whose value, or a part of it, a name holds; {@link whole} where a call was given the row. */
  of(name: Binding): ReadonlySet<string>;
  /** What is changed in place, and what that stands for: columns, and names that refer to the same object. */
  readonly changes: readonly { readonly node: Node; readonly of: ReadonlySet<Referred> }[];
  /** Whether an expression is the row. */
  isRow(expression: Node): boolean;
  /** `c` of `row.c`. */
  columnOf(expression: Node): string | undefined;
}

/** A column, or a name that stands for an object. */
export type Referred = string | Binding;

/** The whole of the row, where it is handed to a function. */
export const whole = '*';

const none: ReadonlySet<string> = new Set();

/** Follows the names of a function that has read a row. */
export function heldColumns(
  { scopes }: JavaScriptFile,
  { binding: row, fn, within }: Pick<RowRead, 'binding' | 'fn' | 'within'>,
): HeldColumns {
  const columns = new Map<Binding, Set<string>>();
  const references = new Map<Binding, Set<Referred>>();
  const changes: { node: Node; of: ReadonlySet<Referred> }[] = [];
  collect();
  return { of: (name) => columns.get(name) ?? none, changes, isRow, columnOf };

  /** The names that hold a part of the row, and what is changed in place through them. */
  function collect(): void {
    // Twice: a function that is declared above may use a name from below.
    for (const _ of [1, 2]) {
      walk(fn.body, (node) => {
        if (node.type === 'VariableDeclarator' && node.init) bind(node.id, node.init);
        if (node.type === 'AssignmentExpression' && node.left.type === 'Identifier') bind(node.left, node.right);
        if (node.type === 'ForOfStatement' && node.left.type === 'VariableDeclaration')
          for (const { id } of node.left.declarations) bind(id, node.right);
        if (isCallNode(node) && isMemberNode(node.callee)) bindParameters(node);
      });
    }
    walk(fn.body, (node) => {
      const target = changedBy(node);
      if (target) changes.push({ node, of: closed(referred(target)) });
    });
  }

  function bind(target: Node, value: Node): void {
    const inner = unwrapped(value);
    if (isRow(inner) && target.type === 'ObjectPattern') {
      for (const property of target.properties) {
        const column = property.type === 'ObjectProperty' ? keyName(property.key, property.computed) : undefined;
        if (property.type === 'ObjectProperty' && column)
          for (const name of targetsIn(property.value)) hold(name, [column]);
      }
      return;
    }
    const held = heldBy(value);
    if (held.length > 0) for (const name of targetsIn(target)) hold(name, held);
    for (const name of targetsIn(target)) refer(name, referred(value));
  }

  /** `loaders.forEach((loader) => …)`: what the function is given comes from the list. */
  function bindParameters(call: Node): void {
    if (!isCallNode(call) || !isMemberNode(call.callee)) return;
    const held = heldBy(call.callee.object);
    const elements = referred(call.callee.object);
    for (const given of call.arguments) {
      for (const name of isFunctionNode(given) ? given.params.slice(0, 1).flatMap(targetsIn) : []) {
        hold(name, held);
        refer(name, elements);
      }
    }
  }

  function hold(name: Node, held: readonly string[]): void {
    const binding = name.type === 'Identifier' ? scopes.bindingOf(name) : undefined;
    if (!binding || binding === row || held.length === 0) return;
    const known = columns.get(binding) ?? new Set();
    for (const column of held) known.add(column);
    columns.set(binding, known);
  }

  function refer(name: Node, to: readonly Referred[]): void {
    const binding = name.type === 'Identifier' ? scopes.bindingOf(name) : undefined;
    if (!binding || binding === row || to.length === 0) return;
    const known = references.get(binding) ?? new Set();
    for (const one of to) if (one !== binding) known.add(one);
    references.set(binding, known);
  }

  /** The columns whose value, or a part of it, an expression gives. */
  function heldBy(expression: Node): string[] {
    const node = unwrapped(expression);
    switch (node.type) {
      case 'Identifier':
        return [...(columns.get(scopes.bindingOf(node) as Binding) ?? [])];
      case 'AwaitExpression': {
        const call = unwrapped(node.argument);
        // What another query gives is another row's.
        return isCallNode(call) && asking.test(nameOf(call.callee)) ? [] : heldBy(node.argument);
      }
      case 'LogicalExpression':
        return [...heldBy(node.left), ...heldBy(node.right)];
      case 'ConditionalExpression':
        return [...heldBy(node.consequent), ...heldBy(node.alternate)];
      case 'BinaryExpression':
        return comparing.test(node.operator) ? [] : [...heldBy(node.left), ...heldBy(node.right)];
      case 'UnaryExpression':
        return node.operator === 'typeof' || node.operator === 'void' ? [] : heldBy(node.argument);
      case 'ObjectExpression':
        return node.properties.flatMap((one) => (one.type === 'SpreadElement' ? heldBy(one.argument) : []));
      case 'ArrayExpression':
        return node.elements.flatMap((one) => (one ? heldBy(one.type === 'SpreadElement' ? one.argument : one) : []));
      case 'TemplateLiteral':
        return node.expressions.flatMap(heldBy);
      case 'NewExpression':
        return node.arguments.flatMap((one) => heldBy(one));
      case 'SpreadElement':
        return heldBy(node.argument);
      default:
        if (isMemberNode(node)) return columnOf(node) ? [columnOf(node) as string] : heldBy(node.object);
        if (isCallNode(node)) {
          const receiver =
            isMemberNode(node.callee) && !testing.test(propertyName(node.callee) ?? '')
              ? heldBy(node.callee.object)
              : [];
          return [...receiver, ...node.arguments.flatMap((one) => (isRow(one) ? [whole] : heldBy(one)))];
        }
        return [];
    }
  }

  function isRow(node: Node): boolean {
    let inner = unwrapped(node);
    for (const step of within?.split('.').reverse() ?? []) {
      if (!isMemberNode(inner) || stepOf(inner) !== step) return false;
      inner = unwrapped(inner.object);
    }
    return inner.type === 'Identifier' && scopes.bindingOf(inner) === row;
  }

  function columnOf(node: Node): string | undefined {
    return isMemberNode(node) && isRow(node.object) ? propertyName(node) : undefined;
  }

  /** What an expression is itself, and no copy of: `row.c`, a name, an element of either. */
  function referred(expression: Node): Referred[] {
    const node = unwrapped(expression);
    if (isMemberNode(node)) {
      const column = columnOf(node);
      return column ? [column] : referred(node.object);
    }
    if (isCallNode(node))
      return isMemberNode(node.callee) && finding.test(propertyName(node.callee) ?? '')
        ? referred(node.callee.object)
        : [];
    if (node.type === 'LogicalExpression') return [...referred(node.left), ...referred(node.right)];
    if (node.type === 'ConditionalExpression') return [...referred(node.consequent), ...referred(node.alternate)];
    const binding = node.type === 'Identifier' ? scopes.bindingOf(node) : undefined;
    return binding && binding !== row ? [binding] : [];
  }

  function closed(some: readonly Referred[]): ReadonlySet<Referred> {
    const all = new Set(some);
    for (const one of all) if (typeof one !== 'string') for (const next of references.get(one) ?? []) all.add(next);
    return all;
  }
}

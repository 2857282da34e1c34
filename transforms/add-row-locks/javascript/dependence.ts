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
import { isWithin, startOf, walk } from '../../../src/languages/javascript/walk.ts';
import { stepOf } from './answers.ts';
import { changedBy, nameOf } from './changed-in-place.ts';
import type { RowRead } from './reads.ts';
import { asking, comparing, computing, copying, finding, keeping, merging, testing } from './value-words.ts';

/**
 * How a value comes from a column: `computed` from it; `merged`: one key of it was set to a value from elsewhere;
 * `called`: a function of the project made it of it; `kept` as it was.
 */
export type Dependence = 'computed' | 'merged' | 'called' | 'kept';

/** What is known of the values that come from a row. */
export interface Derivation {
  /** How an expression comes from a column of the row; undefined where it does not. */
  of(expression: Node, column: string): Dependence | undefined;
  /** The places that change what a column holds in place: `row.tags.push(tag)`, `settings.theme = theme`. */
  changesOf(column: string): Node[];
  /** The columns that are changed in place. */
  changed(): string[];
}

/** The whole of the row, where it is handed to a function. */
const whole = '*';

/** Follows what the names of a function hold of a row that it has read. */
export function derivationOf(file: JavaScriptFile, read: Pick<RowRead, 'binding' | 'fn' | 'within'>): Derivation {
  const known = derivations.get(read.binding);
  if (known?.fn === read.fn && known.within === read.within) return known.derivation;
  const derivation = derive(file, read);
  derivations.set(read.binding, { fn: read.fn, within: read.within, derivation });
  return derivation;
}

const derivations = new WeakMap<
  Binding,
  { readonly fn: Node; readonly within: string | undefined; readonly derivation: Derivation }
>();

function derive(
  file: JavaScriptFile,
  { binding: row, fn, within }: Pick<RowRead, 'binding' | 'fn' | 'within'>,
): Derivation {
  const { scopes } = file;
  const columns = new Map<Binding, Set<string>>();
  const references = new Map<Binding, Set<Referred>>();
  const asked = new Set<Binding>();
  const changes: { node: Node; of: ReadonlySet<Referred> }[] = [];
  collect();
  return {
    of,
    changesOf: (column) => changes.filter((one) => one.of.has(column)).map(({ node }) => node),
    changed: () => [...new Set(changes.flatMap((one) => [...one.of].filter((each) => typeof each === 'string')))],
  };

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

  /** `c` of `row.c`. */
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

  function of(expression: Node, column: string): Dependence | undefined {
    const node = unwrapped(expression);
    const under = (inner: Node | null | undefined) => (inner ? of(inner, column) : undefined);
    switch (node.type) {
      case 'Identifier': {
        const binding = scopes.bindingOf(node);
        const held = binding && columns.get(binding);
        if (!binding || !held?.has(column))
          return binding && held?.has(whole) && readsColumn(binding, column) ? changedOr(binding, 'called') : undefined;
        // `list = list.concat(one)` leads back to itself.
        if (asked.has(binding)) return 'kept';
        asked.add(binding);
        const values = binding.writes.flatMap(({ value }) =>
          value && isWithin(value, fn) ? (of(value, column) ?? []) : [],
        );
        asked.delete(binding);
        const grown = binding.writes.some(({ kind }) => kind === 'compound' || kind === 'update');
        return grown ? 'computed' : changedOr(binding, strongest([...values, 'kept']) ?? 'kept');
      }
      case 'AwaitExpression':
        return under(node.argument);
      case 'BinaryExpression':
        return comparing.test(node.operator) ? undefined : as('computed', [under(node.left), under(node.right)]);
      case 'UnaryExpression':
        if (node.operator === 'typeof' || node.operator === 'void') return undefined;
        // `!!row.c` is a test.
        if (node.operator === '!' && unwrapped(node.argument).type === 'UnaryExpression') return undefined;
        return as('computed', [under(node.argument)]);
      case 'LogicalExpression':
        return strongest([under(node.left), under(node.right)]);
      case 'ConditionalExpression':
        return strongest([under(node.consequent), under(node.alternate)]);
      case 'ObjectExpression': {
        if (node.properties.length < 2 && node.properties.some((one) => one.type === 'SpreadElement'))
          return strongest(
            node.properties.map((one) => (one.type === 'SpreadElement' ? under(one.argument) : undefined)),
          );
        return as(
          'computed',
          node.properties.map((one) =>
            one.type === 'SpreadElement'
              ? under(one.argument)
              : one.type === 'ObjectProperty'
                ? under(one.value)
                : undefined,
          ),
        );
      }
      case 'ArrayExpression': {
        const parts = node.elements.map((one) => under(one?.type === 'SpreadElement' ? one.argument : one));
        return node.elements.length < 2 ? strongest(parts) : as('computed', parts);
      }
      case 'TemplateLiteral':
        return as('computed', node.expressions.map(under));
      case 'NewExpression': {
        const made = strongest(node.arguments.map(under));
        return made === 'kept' && !/^(?:Date|Set|Map|Array)$/.test(nameOf(node.callee)) ? 'called' : made;
      }
      case 'AssignmentExpression':
        return under(node.right);
      default:
        if (isMemberNode(node)) {
          if (columnOf(node)) return columnOf(node) === column ? 'kept' : undefined;
          return under(node.object);
        }
        return isCallNode(node) ? ofCall(node, column) : undefined;
    }
  }

  function ofCall(call: Node, column: string): Dependence | undefined {
    if (!isCallNode(call)) return undefined;
    const name = nameOf(call.callee);
    const given = strongest(call.arguments.map((one) => of(one.type === 'SpreadElement' ? one.argument : one, column)));
    if (isMemberNode(call.callee)) {
      const receiver = of(call.callee.object, column);
      if (receiver) {
        if (testing.test(name)) return undefined;
        if (computing.test(name)) return 'computed';
        return receiver === 'kept' && !keeping.test(name) && !finding.test(name) ? 'called' : receiver;
      }
    }
    if (call.arguments.some(isRow) && functionReads(call, column)) return 'called';
    if (given === undefined || testing.test(name)) return undefined;
    if (merging.test(name) && call.arguments.length > 1) return 'computed';
    if (
      given === 'kept' &&
      isMemberNode(call.callee) &&
      nameOf(call.callee.object) === 'Math' &&
      call.arguments.length > 1
    )
      return 'computed';
    return given === 'kept' && !copying.test(name) ? 'called' : given;
  }

  /** Whether a function of the project that is handed the row reads a column of it. */
  function functionReads(call: Node, column: string): boolean {
    if (!isCallNode(call)) return false;
    return file
      .functionsCalled({ module: file.module, node: call })
      .some(({ module, node }) =>
        new RegExp(`\\.\\s*${column.replace(/\$/g, '\\$')}\\b`).test(module.text.slice(startOf(node), node.end ?? 0)),
      );
  }

  function readsColumn(binding: Binding, column: string): boolean {
    return binding.writes.some(({ value }) => {
      const call = value && unwrapped(value.type === 'AwaitExpression' ? value.argument : value);
      return call !== undefined && isCallNode(call) && call.arguments.some(isRow) && functionReads(call, column);
    });
  }

  function changedOr(binding: Binding, otherwise: Dependence): Dependence {
    return changes.some((one) => one.of.has(binding)) ? 'computed' : otherwise;
  }
}

/** A column, or a name that stands for an object. */
type Referred = string | Binding;

const order: readonly Dependence[] = ['kept', 'called', 'merged', 'computed'];

/** The strongest of some dependences. */
export function strongest(found: readonly (Dependence | undefined)[]): Dependence | undefined {
  return [...found].filter((one) => one !== undefined).sort((a, b) => order.indexOf(b) - order.indexOf(a))[0];
}

function as(dependence: Dependence, parts: readonly (Dependence | undefined)[]): Dependence | undefined {
  return parts.some((one) => one !== undefined) ? dependence : undefined;
}

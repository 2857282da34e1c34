import type { Node } from '@babel/types';
import { areAlternatives } from '../../../src/languages/javascript/branches.ts';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { isCallNode, isMemberNode, unwrapped } from '../../../src/languages/javascript/nodes.ts';
import type { Binding } from '../../../src/languages/javascript/scopes.ts';
import { isWithin, startOf } from '../../../src/languages/javascript/walk.ts';
import { nameOf } from './changed-in-place.ts';
import { heldColumns, whole } from './held-columns.ts';
import type { RowRead } from './reads.ts';
import { comparing, computing, copying, finding, keeping, merging, testing } from './value-words.ts';

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

function derive(file: JavaScriptFile, read: Pick<RowRead, 'binding' | 'fn' | 'within'>): Derivation {
  const { scopes } = file;
  const { of: heldBy, changes, isRow, columnOf } = heldColumns(file, read);
  const asked = new Set<Binding>();
  return {
    of,
    changesOf: (column) => changes.filter((one) => one.of.has(column)).map(({ node }) => node),
    changed: () => [...new Set(changes.flatMap((one) => [...one.of].filter((each) => typeof each === 'string')))],
  };

  function of(expression: Node, column: string): Dependence | undefined {
    const node = unwrapped(expression);
    const under = (inner: Node | null | undefined) => (inner ? of(inner, column) : undefined);
    switch (node.type) {
      case 'Identifier': {
        const binding = scopes.bindingOf(node);
        const held = binding && heldBy(binding);
        if (!binding || !held?.has(column))
          return binding && held?.has(whole) && readsColumn(binding, column) ? changedOr(binding, 'called') : undefined;
        // `list = list.concat(one)` leads back to itself.
        if (asked.has(binding)) return 'kept';
        const writes = binding.writes.filter(({ by }) => !areAlternatives(file.parentOf, by, node, read.fn));
        asked.add(binding);
        const values = writes.flatMap(({ value }) =>
          value && isWithin(value, read.fn) ? (of(value, column) ?? []) : [],
        );
        asked.delete(binding);
        if (values.length === 0 && writes.length < binding.writes.length) return undefined;
        const grown = writes.some(({ kind }) => kind === 'compound' || kind === 'update');
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

const order: readonly Dependence[] = ['kept', 'called', 'merged', 'computed'];

/** The strongest of some dependences. */
export function strongest(found: readonly (Dependence | undefined)[]): Dependence | undefined {
  return [...found].filter((one) => one !== undefined).sort((a, b) => order.indexOf(b) - order.indexOf(a))[0];
}

function as(dependence: Dependence, parts: readonly (Dependence | undefined)[]): Dependence | undefined {
  return parts.some((one) => one !== undefined) ? dependence : undefined;
}

import { child, childrenOf, type PythonNode } from '../../../src/languages/python/node.ts';
import { isRead, outermost } from './readings.ts';

/** What keeps a query, or its rows, once the statement that makes it is over. */
export interface Holder {
  /**
   * - `name`: an assignment at the top level, or in a class;
   * - `argument`: a call whose result a class keeps;
   * - `loop`: a `for` statement that runs over it;
   * - `default`: a parameter.
   */
  readonly kind: 'name' | 'argument' | 'loop' | 'default';
  /** The assignment, the `for` statement, or the parameter. */
  readonly statement: PythonNode;
  /** The name that is assigned; the whole statement where it is not one name. */
  readonly target: PythonNode;
  /** What the name, or the argument, is given. */
  readonly value: PythonNode;
  /** Whether the rows are read before it is kept. */
  readonly isRows: boolean;
  /** Whether it is kept in an object that asks it, and keeps the answers. */
  readonly isAsked: boolean;
}

/** What a call does with a query that it is given; `keeps`: it reads the rows under that keyword, and keeps them. */
export type Given = (call: PythonNode, keyword?: string) => 'reads' | 'asks' | 'keeps' | undefined;

/**
 * Follows a query, or a name that stands for one, to what keeps it.
 * @param hasRun whether it gives rows already.
 */
export function holderOf(
  query: PythonNode,
  text: string,
  hasRun: boolean,
  kept: readonly string[],
  given: Given = () => undefined,
): Holder | undefined {
  let isRows = hasRun;
  let isNested = false;
  let isAsked = false;
  let argument: PythonNode | undefined;
  for (let at = outermost(query); at.parent !== undefined; at = outermost(at.parent)) {
    const up = at.parent;
    isRows ||= !isNested && isRead(at, text, kept);
    switch (up.type) {
      case 'assignment': {
        if (at.field !== 'right' || (isNested && !isRows)) return undefined;
        const target = child(up, 'left') ?? up;
        if (argument !== undefined)
          return { kind: 'argument', statement: up, target, value: argument, isRows, isAsked };
        return { kind: 'name', statement: up, target, value: at, isRows, isAsked };
      }
      case 'for_statement':
        return at.field === 'right'
          ? { kind: 'loop', statement: up, target: up, value: at, isRows, isAsked }
          : undefined;
      case 'default_parameter':
      case 'typed_default_parameter':
        return { kind: 'default', statement: up, target: childrenOf(up, 'name')[0] ?? up, value: at, isRows, isAsked };
      case 'argument_list': {
        const does = isRows || up.parent === undefined ? undefined : given(up.parent);
        isRows ||= does === 'reads';
        isAsked ||= does === 'asks';
        if (!isRows && !isAsked) return undefined;
        if (does === undefined && at.type !== 'keyword_argument' && !isReader(up, text)) argument ??= at;
        break;
      }
      case 'keyword_argument': {
        const call = up.parent?.parent;
        const keyword = child(up, 'name');
        const does = call && keyword && given(call, text.slice(keyword.start, keyword.end));
        if (!isRows && does !== undefined && does !== 'keeps') break;
        isRows ||= !isNested && does === 'keeps';
        if (!isRows) return undefined;
        argument ??= at;
        break;
      }
      case 'subscript':
        // A slice of a query is a query.
        if (at.field === 'value') isRows ||= !up.children.some(({ type }) => type === 'slice');
        break;
      case 'expression_statement':
      case 'block':
      case 'module':
      case 'decorator':
      case 'lambda':
      case 'return_statement':
      case 'if_statement':
      case 'while_statement':
      case 'with_item':
        return undefined;
      case 'attribute':
        if (!isRows) return undefined;
        break;
      case 'list':
      case 'tuple':
      case 'set':
      case 'dictionary':
      case 'pair':
      case 'expression_list':
      case 'list_comprehension':
      case 'set_comprehension':
      case 'dictionary_comprehension':
      case 'generator_expression':
        isNested ||= !isRows;
        break;
    }
  }
  return undefined;
}

/** Whether the call reads its arguments and gives their values back: then what it gives is what is kept. */
function isReader(list: PythonNode, text: string): boolean {
  const callee = list.parent && child(list.parent, 'function');
  return /^(?:list|tuple|set|frozenset|dict|OrderedDict|collections\.OrderedDict|sorted|len|enumerate|zip)$/.test(
    callee === undefined ? '' : text.slice(callee.start, callee.end),
  );
}

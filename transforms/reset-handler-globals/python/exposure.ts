import type { PythonFile } from '../../../src/languages/python/file.ts';
import { child, childrenOf, named, type PythonNode } from '../../../src/languages/python/node.ts';
import type { Reach } from './reach.ts';
import { type Piece, type Use, wholeOf } from './uses.ts';

/** The pieces of a variable that the invocation has given a value of its own; undefined where nothing runs. */
type State = ReadonlySet<Piece> | undefined;

/** The ways out of a function or a loop, with what was known there. */
interface Exits {
  readonly returns: State[];
  readonly breaks: State[];
}

/**
 * The uses that can read what an earlier invocation left: reads of a piece that is changed by invocations and that
 * this one has not yet given a value on every path.
 * @param dirty the pieces that invocations change.
 */
export function exposedReads(
  file: PythonFile,
  handler: PythonNode,
  uses: readonly Use[],
  dirty: ReadonlySet<Piece>,
  reach: Reach,
): readonly Use[] {
  const useAt = new Map(uses.map((use) => [use.node, use]));
  const exposed = new Set<Use>();
  const results = new Map<string, State>();
  const concerns = new Map<PythonNode, boolean>();
  const all: State = new Set([...dirty, wholeOf]);

  const meet = (states: readonly State[]): State => {
    const live = states.filter((state) => state !== undefined);
    const [first, ...others] = live;
    return first && new Set([...first].filter((piece) => others.every((other) => other.has(piece))));
  };
  const isExposed = (read: Piece | 'key', state: ReadonlySet<Piece>): boolean => {
    if (read === 'key') return false;
    if (read === wholeOf) return [...dirty].some((piece) => !state.has(piece));
    return dirty.has(read) && !state.has(read);
  };

  /** Functions that never come to the variable are not entered. */
  const touches = (callable: PythonNode): boolean => {
    let found = concerns.get(callable);
    if (found === undefined) {
      const around = [...reach.of(callable)];
      found = uses.some(({ node }) => around.some((one) => node.start >= one.start && node.end <= one.end));
      concerns.set(callable, found);
    }
    return found;
  };
  const enter = (callable: PythonNode, state: State): State => {
    if (state === undefined || !touches(callable)) return state;
    const key = `${callable.start}:${[...state].sort().join()}`;
    if (results.has(key)) return results.get(key);
    results.set(key, state);
    const exits: Exits = { returns: [], breaks: [] };
    const end = walk(child(callable, 'body'), state, exits);
    const after = meet([end, ...exits.returns]) ?? state;
    results.set(key, after);
    return after;
  };

  const walkAll = (nodes: readonly PythonNode[], state: State, exits: Exits): State =>
    nodes.reduce((at: State, node) => walk(node, at, exits), state);

  function walk(node: PythonNode | undefined, state: State, exits: Exits): State {
    if (node === undefined || state === undefined) return state;
    const parts = named(node);
    switch (node.type) {
      case 'identifier':
        return mention(node, state);
      case 'attribute': {
        const held = walk(child(node, 'object'), state, exits);
        return held !== undefined && useAt.has(node) ? mention(node, held) : held;
      }
      case 'keyword_argument':
        return walk(child(node, 'value'), state, exits);
      case 'assignment':
      case 'augmented_assignment':
        return walkAll([...childrenOf(node, 'right'), ...childrenOf(node, 'left')], state, exits);
      case 'named_expression':
        return walkAll([...childrenOf(node, 'value'), ...childrenOf(node, 'name')], state, exits);
      case 'call': {
        const callee = child(node, 'function');
        const isName = callee?.type === 'identifier';
        const given = walk(child(node, 'arguments'), isName ? state : walk(callee, state, exits), exits);
        const definition = isName ? definitionOf(callee) : undefined;
        if (definition !== undefined) return enter(definition, given);
        return isName ? walk(callee, given, exits) : given;
      }
      case 'global_statement':
      case 'nonlocal_statement':
        return state;
      case 'return_statement':
      case 'raise_statement': {
        const after = walkAll(parts, state, exits);
        if (node.type === 'return_statement') exits.returns.push(after);
        return undefined;
      }
      case 'break_statement':
        exits.breaks.push(state);
        return undefined;
      case 'continue_statement':
        return undefined;
      case 'boolean_operator': {
        const left = walk(child(node, 'left'), state, exits);
        walk(child(node, 'right'), left, exits);
        return left;
      }
      case 'conditional_expression': {
        const tested = walk(parts[1], state, exits);
        return meet([walk(parts[0], tested, exits), walk(parts[2], tested, exits)]);
      }
      case 'if_statement': {
        let tested = walk(child(node, 'condition'), state, exits);
        const ends = [walk(child(node, 'consequence'), tested, exits)];
        let hasElse = false;
        for (const clause of childrenOf(node, 'alternative')) {
          if (clause.type === 'else_clause') hasElse = true;
          else tested = walk(child(clause, 'condition'), tested, exits);
          ends.push(walk(child(clause, 'consequence') ?? child(clause, 'body'), tested, exits));
        }
        return meet(hasElse ? ends : [...ends, tested]);
      }
      case 'for_statement': {
        const begun = walkAll(childrenOf(node, 'right'), state, exits);
        const inside: Exits = { returns: exits.returns, breaks: [] };
        walkAll([...childrenOf(node, 'left'), ...childrenOf(node, 'body')], begun, inside);
        return meet([walkAll(childrenOf(node, 'alternative'), begun, exits), ...inside.breaks]);
      }
      case 'while_statement': {
        const condition = child(node, 'condition');
        const begun = walk(condition, state, exits);
        const inside: Exits = { returns: exits.returns, breaks: [] };
        walk(child(node, 'body'), begun, inside);
        if (condition?.type === 'true') return meet(inside.breaks);
        return meet([walkAll(childrenOf(node, 'alternative'), begun, exits), ...inside.breaks]);
      }
      case 'try_statement': {
        const clauses = parts.filter(({ field }) => field !== 'body');
        const done = walk(child(node, 'body'), state, exits);
        const ends = [
          walkAll(
            clauses.filter(({ type }) => type === 'else_clause'),
            done,
            exits,
          ),
        ];
        for (const clause of clauses.filter(({ type }) => type.startsWith('except')))
          ends.push(walk(clause, state, exits));
        const last = clauses.find(({ type }) => type === 'finally_clause');
        const given = last === undefined ? undefined : walk(last, state, exits);
        const met = meet(ends);
        return met && new Set([...met, ...(given ?? [])]);
      }
      case 'match_statement': {
        const tested = walkAll(childrenOf(node, 'subject'), state, exits);
        const cases = named(child(node, 'body') ?? node).filter(({ type }) => type === 'case_clause');
        const ends = cases.map((one) => walk(child(one, 'consequence'), tested, exits));
        return meet(cases.some(takesAll) ? ends : [tested, ...ends]);
      }
      case 'function_definition':
      case 'lambda':
        walk(child(node, 'body'), state, { returns: [], breaks: [] });
        return state;
      case 'list_comprehension':
      case 'set_comprehension':
      case 'dictionary_comprehension':
      case 'generator_expression': {
        const [first, ...others] = parts.filter(({ type }) => type === 'for_in_clause');
        const begun = first === undefined ? state : walkAll(childrenOf(first, 'right'), state, exits);
        walkAll([...others, ...parts.filter(({ type }) => type !== 'for_in_clause')], begun, exits);
        return begun;
      }
      default:
        return walkAll(parts, state, exits);
    }
  }

  function mention(node: PythonNode, state: ReadonlySet<Piece>): State {
    const use = useAt.get(node);
    if (use === undefined) {
      const binding = file.scopes.bindingOf(node);
      if (binding?.scope === file.scopes.module)
        for (const callable of reach.throughName(binding)) if (isAlone(callable)) enter(callable, state);
      return state;
    }
    if (use.reads !== undefined && isExposed(use.reads, state)) exposed.add(use);
    if (!use.replaces) return state;
    return use.piece === wholeOf ? all : new Set([...state, use.piece]);
  }

  /** A function inside of another runs where that one hands it on, which is looked at there. */
  function isAlone(callable: PythonNode): boolean {
    for (let up = callable.parent; up !== undefined; up = up.parent)
      if (up.type === 'function_definition') return false;
    return true;
  }

  function definitionOf(callee: PythonNode): PythonNode | undefined {
    const binding = file.scopes.bindingOf(callee);
    const [write, ...others] = binding?.writes ?? [];
    return write?.kind === 'def' && others.length === 0 ? write.statement : undefined;
  }

  /** `case _:` */
  function takesAll(clause: PythonNode): boolean {
    const [pattern, ...others] = named(clause).filter(({ field }) => field !== 'consequence');
    return pattern !== undefined && others.length === 0 && file.textOf(pattern) === '_';
  }

  enter(handler, new Set());
  return [...exposed];
}

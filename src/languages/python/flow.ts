import { completionOfAll, completionWithin, meetingOf, statementAround, ways } from './completion.ts';
import { ancestorsOf, child, isWithin, named, type PythonNode } from './node.ts';

export { isDefinitelyAssigned } from './assigned.ts';
export { statementAround } from './completion.ts';

/**
 * The loops that run a node again: `for` and `while` statements and comprehensions, innermost first, up to the
 * function, lambda, class or module that holds it. What a loop evaluates once (its iterable, its `else`) is not in it.
 */
export function loopsAround(node: PythonNode): readonly PythonNode[] {
  const loops: PythonNode[] = [];
  let at = node;
  for (const up of ancestorsOf(node)) {
    if (/^(function_definition|class_definition|lambda)$/.test(up.type) && at.field === 'body') return loops;
    if (up.type === 'for_statement' && at.field === 'body') loops.push(up);
    else if (up.type === 'while_statement' && (at.field === 'body' || at.field === 'condition')) loops.push(up);
    else if (isComprehension(up) && !isFirstIterable(at, up, node)) loops.push(up);
    at = up;
  }
  return loops;
}

/**
 * Whether a loop is over once a statement in its body has run: every way from there leads out by `break`, `return` or
 * `raise`. A raise that a handler or a context manager inside the loop may take is no way out.
 */
export function leavesLoopAfter(statement: PythonNode, loop: PythonNode): boolean {
  const body = child(loop, 'body');
  if (body?.type !== 'block' || !isWithin(statement, body)) return false;
  return (completionWithin(statementAround(statement), loop) & (ways.next | ways.continue)) === 0;
}

/**
 * Whether one place can run after another without going round a loop: it stands later, not on a branch that excludes
 * the other's, and control can get from the one to the other.
 */
export function comesAfter(later: PythonNode, earlier: PythonNode): boolean {
  const meeting = meetingOf(earlier, later);
  if (meeting === undefined) return false;
  const { at, a: from, b: to } = meeting;
  if (at.type === 'assignment') return from.field === 'right' && to.field === 'left';
  if (isComprehension(at)) return from.field !== 'body' && (to.field === 'body' || to.start > from.start);
  if (to.start <= from.start) return false;
  if (from.type === 'case_clause') return false;
  switch (at.type) {
    case 'block':
    case 'module':
      return (
        (completionWithin(statementAround(earlier), at) & ways.next) !== 0 &&
        (completionOfAll(named(at).filter((one) => one.start >= from.end && one.end <= to.start)) & ways.next) !== 0
      );
    case 'if_statement':
      return from.field === 'condition';
    case 'for_statement':
    case 'while_statement':
      return (
        from.field !== 'body' || (completionWithin(statementAround(earlier), at) & (ways.next | ways.continue)) !== 0
      );
    case 'try_statement':
      if (to.type === 'finally_clause') return true;
      if (from.type !== 'block') return false;
      return to.type === 'except_clause'
        ? named(from).at(-1) !== lastAround(earlier, from)
        : (completionWithin(statementAround(earlier), from) & ways.next) !== 0;
    case 'conditional_expression':
      return named(at)[0] !== from || named(at)[2] !== to;
    default:
      return true;
  }
}

function lastAround(node: PythonNode, block: PythonNode): PythonNode | undefined {
  return named(block).findLast((one) => isWithin(node, one));
}

function isComprehension(node: PythonNode): boolean {
  return node.type.endsWith('_comprehension') || node.type === 'generator_expression';
}

/** Python evaluates the first iterable of a comprehension once, outside of it. */
function isFirstIterable(at: PythonNode, comprehension: PythonNode, node: PythonNode): boolean {
  const first = comprehension.children.find((one) => one.type === 'for_in_clause');
  const iterable = at === first ? child(first, 'right') : undefined;
  return iterable !== undefined && isWithin(node, iterable);
}

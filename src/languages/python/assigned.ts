import { blockOf, casesOf, completionOf, completionOfBody, ways } from './completion.ts';
import { isIrrefutable } from './match-pattern.ts';
import { ancestorsOf, child, childrenOf, isWithin, named, type PythonNode, unwrapped } from './node.ts';
import type { Binding } from './scopes.ts';

/**
 * Whether a name has a value on every way to a node, so that reading it there cannot raise. The body of a `with` is taken to
 * run to its end: a context manager that swallows exceptions is not known as one.
 * @param node in the scope of the binding, or in a comprehension or class in it.
 */
export function isDefinitelyAssigned(binding: Binding, node: PythonNode): boolean {
  let at = node;
  for (const up of ancestorsOf(node)) {
    if (at.field === 'body' && (up.type === 'function_definition' || up.type === 'lambda')) {
      return binding.scope.node === up && binding.writes.some((write) => write.kind === 'parameter');
    }
    if (binding.scope.node === up && binding.scope.kind === 'comprehension') return true;
    if (binding.scope.node === up && at.field === 'body' && binding.scope.kind === 'class') return false;
    const verdict = assignedBefore(binding, up, at);
    if (verdict !== undefined) return verdict;
    at = up;
  }
  return false;
}

/** What a node says of a name before one of its children runs; undefined where it says nothing. */
function assignedBefore(binding: Binding, up: PythonNode, at: PythonNode): boolean | undefined {
  const isTarget = (owner: PythonNode) =>
    binding.writes.some((write) => write.statement === owner && write.node.end <= at.start);
  switch (up.type) {
    case 'block':
    case 'module':
      return at.type === 'case_clause'
        ? undefined
        : settledBy(
            binding,
            named(up).filter((one) => one.end <= at.start),
          );
    case 'for_statement':
      if (at.field === 'body' && isTarget(up)) return true;
      return (
        lostIn(binding, up) ??
        (childrenOf(up, 'right').some((one) => one !== at && evaluates(binding, one)) || undefined)
      );
    case 'while_statement': {
      const [condition] = childrenOf(up, 'condition');
      if (condition !== undefined && condition !== at && evaluates(binding, condition, at.field === 'body'))
        return true;
      return lostIn(binding, up);
    }
    case 'with_statement':
      if (at.field !== 'body') return undefined;
      return isTarget(up) || named(up).some((one) => one !== at && evaluates(binding, one)) || undefined;
    case 'with_clause':
      return (
        binding.writes.some(
          (write) => write.kind === 'with' && isWithin(write.node, up) && write.node.end <= at.start,
        ) || undefined
      );
    case 'if_statement':
      return (
        named(up).some((one) => {
          if (one.start >= at.start) return false;
          const condition =
            one.field === 'condition' ? one : one.type === 'elif_clause' ? child(one, 'condition') : undefined;
          return condition !== undefined && evaluates(binding, condition, at.field === 'consequence');
        }) || undefined
      );
    case 'elif_clause':
      return at.field === 'consequence' && childrenOf(up, 'condition').some((one) => evaluates(binding, one, true))
        ? true
        : undefined;
    case 'case_clause': {
      const guard = child(up, 'guard');
      return isTarget(up) || (guard !== undefined && guard !== at && evaluates(binding, guard, true)) || undefined;
    }
    case 'match_statement':
      return childrenOf(up, 'subject').some((one) => one !== at && evaluates(binding, one)) || undefined;
    case 'except_clause':
      return isTarget(up) || undefined;
    case 'try_statement': {
      const body = child(up, 'body');
      if (body === undefined || at === body) return undefined;
      if (at.type === 'else_clause') return settledBy(binding, named(body));
      return named(up).some((one) => one.start < at.start && losesIn(binding, one)) ? false : undefined;
    }
    case 'boolean_operator': {
      const left = child(up, 'left');
      const isAnd = child(up, 'operator')?.type === 'and';
      return (at.field === 'right' && left !== undefined && evaluates(binding, left, isAnd)) || undefined;
    }
    case 'conditional_expression': {
      const [first, condition] = named(up);
      return (condition !== undefined && at !== condition && evaluates(binding, condition, at === first)) || undefined;
    }
    default:
      return undefined;
  }
}

/** False where a loop's earlier round may have taken the name away. */
function lostIn(binding: Binding, loop: PythonNode): false | undefined {
  return losesIn(binding, loop) ? false : undefined;
}

function losesIn(binding: Binding, node: PythonNode): boolean {
  return binding.writes.some(
    (write) => (write.kind === 'delete' || write.kind === 'except') && isWithin(write.node, node),
  );
}

/** What statements that have run say of a name: the last that says something decides. */
function settledBy(binding: Binding, statements: readonly PythonNode[]): boolean | undefined {
  for (const statement of statements.toReversed()) {
    if (assigns(binding, statement)) return true;
    if (losesIn(binding, statement)) return false;
  }
  return undefined;
}

/** Whether a statement, once it is through, has given the name a value whichever way it took. */
function assigns(binding: Binding, statement: PythonNode): boolean {
  const isNamed = (one: PythonNode) => isWithin(one, statement);
  if (!binding.reads.some(isNamed) && !binding.writes.some((write) => isNamed(write.node))) return false;
  const isTarget = binding.writes.some((write) => write.statement === statement && write.kind !== 'delete');
  switch (statement.type) {
    case 'for_statement':
      return childrenOf(statement, 'right').some((one) => evaluates(binding, one));
    case 'while_statement':
      return (
        childrenOf(statement, 'condition').some((one) => evaluates(binding, one)) ||
        assignsInEndless(binding, statement)
      );
    case 'with_statement':
      return (
        isTarget ||
        named(statement).some((one) => one.type === 'with_clause' && evaluates(binding, one)) ||
        bodyAssigns(binding, statement)
      );
    case 'if_statement': {
      const branches = named(statement).filter((one) => one.field === 'alternative');
      if (childrenOf(statement, 'condition').some((one) => evaluates(binding, one))) return true;
      return (
        branches.at(-1)?.type === 'else_clause' && [statement, ...branches].every((one) => branchAssigns(binding, one))
      );
    }
    case 'match_statement': {
      const cases = casesOf(statement);
      if (childrenOf(statement, 'subject').some((one) => evaluates(binding, one))) return true;
      const captures = (clause: PythonNode) => binding.writes.some((write) => write.statement === clause);
      return cases.some(isIrrefutable) && cases.every((one) => captures(one) || branchAssigns(binding, one));
    }
    case 'try_statement': {
      const clauses = named(statement);
      const body = clauses.filter((one) => one.type === 'else_clause' || one.type === 'finally_clause');
      if (clauses.some((one) => one.type === 'finally_clause' && bodyAssigns(binding, one))) return true;
      const handlers = clauses.filter((one) => one.type === 'except_clause');
      return (
        [statement, ...body].some((one) => bodyAssigns(binding, one)) &&
        handlers.every(
          (one) => !(completionOfBody(one) & ways.next) || (bodyAssigns(binding, one) && !losesIn(binding, one)),
        )
      );
    }
    case 'decorated_definition':
      return named(statement).some((one) => assigns(binding, one));
    case 'function_definition':
    case 'class_definition':
      return isTarget;
    case 'delete_statement':
      return false;
    default:
      return isTarget || evaluates(binding, statement);
  }
}

function branchAssigns(binding: Binding, owner: PythonNode): boolean {
  const condition = owner.type === 'elif_clause' ? child(owner, 'condition') : undefined;
  if (condition !== undefined && evaluates(binding, condition)) return true;
  return !(completionOfBody(owner) & ways.next) || bodyAssigns(binding, owner);
}

function bodyAssigns(binding: Binding, owner: PythonNode): boolean {
  const block = blockOf(owner);
  return block !== undefined && settledBy(binding, named(block)) === true;
}

/** `while True` is left by a `break` alone: what stands before the first of them has run. */
function assignsInEndless(binding: Binding, loop: PythonNode): boolean {
  const [condition] = childrenOf(loop, 'condition');
  const block = blockOf(loop);
  if (block === undefined || !(condition?.type === 'true' || condition?.type === 'integer')) return false;
  for (const statement of named(block)) {
    if (assigns(binding, statement)) return true;
    if (completionOf(statement) & ways.break) return false;
  }
  return false;
}

/**
 * Whether a name certainly has a value once an expression has been evaluated: a walrus in it gave one, or it was read.
 * @param outcome what the expression turned out to be, where that is known.
 */
function evaluates(binding: Binding, node: PythonNode, outcome?: boolean): boolean {
  const isNamed = (one: PythonNode) => isWithin(one, node);
  if (!binding.reads.some(isNamed) && !binding.writes.some((write) => isNamed(write.node))) return false;
  const expression = unwrapped(node);
  const parts = named(expression);
  switch (expression.type) {
    case 'identifier':
      return binding.reads.includes(expression);
    case 'named_expression':
      if (binding.writes.some((write) => write.statement === expression)) return true;
      return parts.some((one) => evaluates(binding, one));
    case 'boolean_operator': {
      const [left, right] = parts;
      const stopsAt = child(expression, 'operator')?.type !== 'and';
      if (left !== undefined && evaluates(binding, left, outcome === !stopsAt ? outcome : undefined)) return true;
      return right !== undefined && outcome === !stopsAt && evaluates(binding, right, outcome);
    }
    case 'not_operator':
      return parts.some((one) => evaluates(binding, one, outcome === undefined ? undefined : !outcome));
    case 'conditional_expression':
      return parts.slice(1, 2).some((one) => evaluates(binding, one));
    case 'comparison_operator':
      return parts.slice(0, 2).some((one) => evaluates(binding, one));
    case 'lambda':
    case 'generator_expression':
    case 'list_comprehension':
    case 'set_comprehension':
    case 'dictionary_comprehension':
      return false;
    default:
      return parts.some((one) => evaluates(binding, one));
  }
}

import { isIrrefutable } from './match-pattern.ts';
import { ancestorsOf, child, named, type PythonNode } from './node.ts';

/** The ways in which control can leave a statement, as bits: several may be open. */
export const ways = { next: 1, break: 2, continue: 4, return: 8, raise: 16 } as const;

/**
 * How control can leave a statement once it has begun, by what is written in it: only explicit raises count, but a
 * handler is taken to be reachable.
 */
export function completionOf(statement: PythonNode): number {
  switch (statement.type) {
    case 'return_statement':
      return ways.return;
    case 'raise_statement':
      return ways.raise;
    case 'break_statement':
      return ways.break;
    case 'continue_statement':
      return ways.continue;
    case 'if_statement': {
      const branches = named(statement).filter((one) => one.field === 'alternative');
      const hasElse = branches.some((one) => one.type === 'else_clause');
      return anyOf([statement, ...branches].map(completionOfBody)) | (hasElse ? 0 : ways.next);
    }
    case 'match_statement': {
      const cases = casesOf(statement);
      return anyOf(cases.map(completionOfBody)) | (cases.some(isIrrefutable) ? 0 : ways.next);
    }
    case 'with_statement':
      return afterWith(completionOfBody(statement));
    case 'for_statement':
    case 'while_statement':
      return afterLoop(completionOfBody(statement) | ways.continue, statement);
    case 'try_statement':
      return afterTryBody(completionOfBody(statement), true, statement);
    default:
      return ways.next;
  }
}

/** The statement around a node, which may be that itself: what stands in a block or at the top level. */
export function statementAround(node: PythonNode): PythonNode {
  for (let at = node; ; at = at.parent) {
    if (at.parent === undefined) return at;
    if ((at.parent.type === 'block' || at.parent.type === 'module') && at.type !== 'case_clause') return at;
  }
}

/** The block of a compound statement or of one of its clauses. */
export function blockOf(node: PythonNode): PythonNode | undefined {
  return child(node, 'body') ?? child(node, 'consequence') ?? named(node).find((one) => one.type === 'block');
}

/** The `case` clauses of a `match`. */
export function casesOf(statement: PythonNode): readonly PythonNode[] {
  const block = child(statement, 'body');
  return block === undefined ? [] : named(block).filter((one) => one.type === 'case_clause');
}

/** How control can leave statements that run one after another. */
export function completionOfAll(statements: readonly PythonNode[]): number {
  let out = 0;
  for (const statement of statements) {
    const each = completionOf(statement);
    out |= each & ~ways.next;
    if (!(each & ways.next)) return out;
  }
  return out | ways.next;
}

export function completionOfBody(owner: PythonNode): number {
  const block = blockOf(owner);
  return block === undefined ? ways.next : completionOfAll(named(block));
}

/**
 * How control can leave a node once a statement inside it has run.
 * @param top a block or a loop around the statement; a loop's own `break` and `continue` are not yet followed.
 */
export function completionWithin(statement: PythonNode, top: PythonNode): number {
  let out = completionOf(statement);
  let isRisky = false;
  for (let at = statement; at.parent !== undefined && at.parent !== top; ) {
    const block: PythonNode = at.parent;
    const rest = named(block).filter((one) => one.start >= at.end);
    if (out & ways.next) {
      isRisky ||= rest.some(canRaise);
      out = (out & ~ways.next) | completionOfAll(rest);
    }
    const owner = block.parent;
    if (owner === undefined || owner === top) return out;
    const outer = statementAround(owner);
    if (owner.type === 'with_statement') out = afterWith(out);
    else if (owner.type === 'for_statement' || owner.type === 'while_statement') out = afterRound(out, owner);
    else if (owner.type === 'try_statement') out = afterTryBody(out, isRisky, owner);
    else if (outer.type === 'try_statement') out = owner.type === 'finally_clause' ? out : afterFinally(out, outer);
    else if (owner.type === 'function_definition') out = ways.next;
    at = outer;
  }
  return out;
}

/** A context manager may swallow what is raised. */
function afterWith(body: number): number {
  return body & ways.raise ? body | ways.next : body;
}

/** @param body with `continue` where the loop may come to its end without its body. */
function afterLoop(body: number, loop: PythonNode): number {
  const condition = child(loop, 'condition');
  const isEndless = condition?.type === 'true' || condition?.type === 'integer';
  const otherwise = child(loop, 'alternative');
  const isRepeated = (body & (ways.next | ways.continue)) !== 0;
  const atEnd = isEndless || !isRepeated ? 0 : otherwise === undefined ? ways.next : completionOfBody(otherwise);
  return (body & (ways.return | ways.raise)) | atEnd | (body & ways.break ? ways.next : 0);
}

/** The round that a statement stood in may be followed by others, which run the whole body. */
function afterRound(round: number, loop: PythonNode): number {
  return afterLoop(round & (ways.next | ways.continue) ? round | completionOfBody(loop) : round, loop);
}

function afterTryBody(body: number, isRisky: boolean, statement: PythonNode): number {
  const clauses = named(statement);
  const otherwise = clauses.find((one) => one.type === 'else_clause');
  const handlers = clauses.filter((one) => one.type === 'except_clause');
  let out = body;
  if (otherwise !== undefined && body & ways.next) out = (body & ~ways.next) | completionOfBody(otherwise);
  if (isRisky || body & ways.raise) out |= anyOf(handlers.map(completionOfBody));
  return afterFinally(out, statement);
}

function afterFinally(out: number, statement: PythonNode): number {
  const last = named(statement).find((one) => one.type === 'finally_clause');
  const own = last === undefined ? ways.next : completionOfBody(last);
  return own & ways.next ? out | (own & ~ways.next) : own;
}

/** Whether an exception can come from a statement: from anything but a bare jump. */
function canRaise(statement: PythonNode): boolean {
  if (/^(pass|break|continue)_statement$/.test(statement.type)) return false;
  return (
    statement.type !== 'return_statement' ||
    named(statement).some((one) => !/^(identifier|none|true|false|integer)$/.test(one.type))
  );
}

function anyOf(completions: readonly number[]): number {
  return completions.reduce((all, one) => all | one, 0);
}

/** The lowest node that holds both of two nodes, and its children on the way to them. */
export function meetingOf(a: PythonNode, b: PythonNode): { at: PythonNode; a: PythonNode; b: PythonNode } | undefined {
  const path = new Map<PythonNode, PythonNode>();
  let inner = a;
  for (const up of ancestorsOf(a)) {
    path.set(up, inner);
    inner = up;
  }
  inner = b;
  for (const up of ancestorsOf(b)) {
    const other = path.get(up);
    if (other !== undefined) return { at: up, a: other, b: inner };
    inner = up;
  }
  return undefined;
}

import type { Node, SwitchStatement, TryStatement } from '@babel/types';
import { isFunctionNode, isLoopNode, isStatementList } from './nodes.ts';
import type { ParentOf } from './walk.ts';

/** A way in which a statement may end: to the one behind it, out of its function, or with a jump to or out of a node. */
export type Outcome =
  | 'normal'
  | 'return'
  | 'throw'
  | { readonly jump: 'break' | 'continue'; readonly target: Node | undefined };

/**
 * The ways in which the code behind a node may end, up to the end of what holds it.
 * @param inner the node that has run.
 * @param outer what directly holds it.
 * @param before the ways in which the code up to the end of `inner` may end.
 */
export function outcomesBehind(inner: Node, outer: Node, before: readonly Outcome[], parentOf: ParentOf): Outcome[] {
  if (outer.type === 'TryStatement') return throughTry(outer, inner, before, parentOf);
  const behind = then(before, () => inSequence(statementsBehind(inner, outer), parentOf));
  return landing(behind, outer);
}

/** The ways in which statements that run one after another may end. */
export function inSequence(statements: readonly Node[], parentOf: ParentOf): Outcome[] {
  let outcomes: Outcome[] = ['normal'];
  for (const statement of statements) outcomes = then(outcomes, () => outcomesOf(statement, parentOf));
  return outcomes;
}

/** Goes on where the way so far leads to the next statement. */
function then(before: readonly Outcome[], next: () => Outcome[]): Outcome[] {
  const abrupt = before.filter((outcome) => outcome !== 'normal');
  return abrupt.length < before.length ? [...abrupt, ...next()] : abrupt;
}

/** Jumps out of a node, or to the next turn of it, end up behind it. */
function landing(outcomes: readonly Outcome[], node: Node): Outcome[] {
  return outcomes.map((outcome) => (typeof outcome === 'object' && outcome.target === node ? 'normal' : outcome));
}

function outcomesOf(statement: Node, parentOf: ParentOf): Outcome[] {
  const of = (node: Node) => outcomesOf(node, parentOf);
  if (isLoopNode(statement)) return landing(['normal', ...of(statement.body)], statement);
  switch (statement.type) {
    case 'ReturnStatement':
      return ['return'];
    case 'ThrowStatement':
      return ['throw'];
    case 'BreakStatement':
      return [{ jump: 'break', target: targetOf(statement, statement.label?.name, parentOf) }];
    case 'ContinueStatement':
      return [{ jump: 'continue', target: targetOf(statement, statement.label?.name, parentOf) }];
    case 'BlockStatement':
      return landing(inSequence(statement.body, parentOf), statement);
    case 'LabeledStatement':
      return landing(of(statement.body), statement.body);
    case 'IfStatement':
      return landing(
        [...of(statement.consequent), ...(statement.alternate ? of(statement.alternate) : ['normal' as const])],
        statement,
      );
    case 'SwitchStatement':
      return landing(throughSwitch(statement, parentOf), statement);
    case 'TryStatement':
      return throughTry(statement, statement.block, of(statement.block), parentOf);
    default:
      return ['normal'];
  }
}

function throughSwitch({ cases }: SwitchStatement, parentOf: ParentOf): Outcome[] {
  const entered = cases.flatMap((_, i) =>
    inSequence(
      cases.slice(i).flatMap(({ consequent }) => consequent),
      parentOf,
    ),
  );
  return cases.some(({ test }) => !test) ? entered : ['normal', ...entered];
}

/** @param part the block or the handler, `before` how it ends: what is thrown on purpose goes to the handler. */
function throughTry(statement: TryStatement, part: Node, before: readonly Outcome[], parentOf: ParentOf): Outcome[] {
  const { block, handler, finalizer } = statement;
  const caught = part === block && handler && before.includes('throw');
  const rest = caught ? before.filter((outcome) => outcome !== 'throw') : before;
  const outcomes = caught ? [...rest, ...outcomesOf(handler.body, parentOf)] : [...rest];
  if (!finalizer || part === finalizer) return outcomes;
  const last = outcomesOf(finalizer, parentOf);
  return last.includes('normal') ? [...outcomes, ...last.filter((outcome) => outcome !== 'normal')] : last;
}

/** The statements that run behind one in the same list; behind a case, those of the next ones, into which it falls. */
function statementsBehind(inner: Node, outer: Node): readonly Node[] {
  if (outer.type === 'SwitchCase') return listBehind(outer.consequent, inner);
  if (outer.type === 'SwitchStatement') return listBehind(outer.cases, inner).flatMap(consequentOf);
  return isStatementList(outer) ? listBehind((outer as unknown as { body: Node[] }).body, inner) : [];
}

function consequentOf(one: Node): Node[] {
  return one.type === 'SwitchCase' ? one.consequent : [];
}

function listBehind(list: readonly Node[], node: Node): readonly Node[] {
  const place = list.indexOf(node);
  return place === -1 ? [] : list.slice(place + 1);
}

/** What a jump refers to; for a label, the statement under it. */
function targetOf(jump: Node, label: string | undefined, parentOf: ParentOf): Node | undefined {
  for (let outer = parentOf(jump); outer !== undefined && !isFunctionNode(outer); outer = parentOf(outer)) {
    if (label !== undefined) {
      if (outer.type === 'LabeledStatement' && outer.label.name === label) return outer.body;
    } else if (isLoopNode(outer) || (outer.type === 'SwitchStatement' && jump.type === 'BreakStatement')) {
      return outer;
    }
  }
  return undefined;
}

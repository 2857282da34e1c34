import type { Node, ReturnStatement } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { loopsAround } from '../../../src/languages/javascript/flow.ts';
import {
  type FunctionNode,
  isFunctionNode,
  isStatementList,
  statementAround,
  unwrapped,
} from '../../../src/languages/javascript/nodes.ts';
import { inSequence } from '../../../src/languages/javascript/outcomes.ts';
import { closest, endOf, isWithin, startOf } from '../../../src/languages/javascript/walk.ts';
import type { OpenTransaction } from './open-transaction.ts';

/** Where a transaction has ended, in the code that opens it. */
export interface End {
  /** The statement behind which it is committed, or an error has been thrown. */
  readonly statement: Node;
  /** The statement in front of which nothing of it has run. */
  readonly first: Node;
  /** The `return` whose value it is. */
  readonly returned: boolean;
  /** The `return` in it that comes behind the commit: from there, nothing behind it is come to. */
  readonly leaves?: ReturnStatement;
  /** Where `async` has to be written, so that the function can wait. */
  readonly madeAsync?: number;
}

/** @param sent the statement that is to run behind it; undefined is given back where no such place can be reached. */
export function endOfTransaction(file: JavaScriptFile, transaction: OpenTransaction, sent: Node): End | undefined {
  if (transaction.form === 'callback') return endOfCall(file, transaction);
  return transaction.form === 'opened' ? endOfOpened(file, transaction, sent) : undefined;
}

function endOfCall(file: JavaScriptFile, { site, fn, isWrapped }: OpenTransaction): End | undefined {
  if (!site || !isWithin(fn, site.call)) return undefined;
  // Who tries again may give up in the end, and say nothing.
  if (isWrapped && site.pattern.isRetried) return undefined;
  const outer = file.parentOf(site.call);
  const holder = outer && file.parentOf(outer);
  const statement = statementAround(site.call, file.parentOf);
  const list = file.parentOf(statement);
  if (!list || !isStatementList(list)) return undefined;
  const whole = { statement, first: statement };
  if (outer?.type === 'ReturnStatement' || (outer?.type === 'AwaitExpression' && holder?.type === 'ReturnStatement')) {
    const around = closest(site.call, file.parentOf, isFunctionNode);
    if (!around || around.generator) return undefined;
    if (!around.async) {
      const at = outer.type === 'ReturnStatement' ? placeOfAsync(file, around, outer) : undefined;
      return at === undefined ? undefined : { ...whole, returned: true, madeAsync: at };
    }
    // Without `await`, errors pass by the handlers around; with it they would not.
    const isGuarded = outer.type === 'ReturnStatement' && isInTry(file, outer, around);
    return isGuarded ? undefined : { ...whole, returned: true };
  }
  if (outer?.type !== 'AwaitExpression') return undefined;
  const isPlain =
    holder === statement ||
    (holder?.type === 'VariableDeclarator' && isWithin(holder, statement)) ||
    (holder?.type === 'AssignmentExpression' && file.parentOf(holder) === statement);
  return isPlain && /^(?:Expression|Variable|Export)/.test(statement.type) ? { ...whole, returned: false } : undefined;
}

/** Where a function that does nothing but give a promise back is made one that waits; undefined where it does more. */
function placeOfAsync(file: JavaScriptFile, fn: FunctionNode, only: ReturnStatement): number | undefined {
  const type = 'returnType' in fn && fn.returnType ? file.text.slice(startOf(fn.returnType), endOf(fn.returnType)) : '';
  if (!/^(?::\s*Promise<[\s\S]*)?$/.test(type) || file.parentOf(only) !== fn.body) return undefined;
  const returns = file
    .find(fn.body, 'ReturnStatement')
    .filter((one) => closest(one, file.parentOf, isFunctionNode) === fn);
  if (returns.length > 1) return undefined;
  if (fn.type !== 'ClassMethod' && fn.type !== 'ObjectMethod') return 'key' in fn ? undefined : startOf(fn);
  return fn.kind === 'method' && !fn.computed ? startOf(fn.key) : undefined;
}

function isInTry(file: JavaScriptFile, node: Node, fn: Node): boolean {
  const around = closest(node, file.parentOf, (one): one is Node => one.type === 'TryStatement' || one === fn);
  return around?.type === 'TryStatement';
}

function endOfOpened(file: JavaScriptFile, { site, fn, closing }: OpenTransaction, sent: Node): End | undefined {
  const [commit, ...others] = closing?.commits ?? [];
  if (!site || !commit || others.length) return undefined;
  const statement = statementAround(commit, file.parentOf);
  const list = file.parentOf(statement);
  if (statement.type !== 'ExpressionStatement' || !list || !isStatementList(list) || !isWithin(sent, list))
    return undefined;
  if (statement.expression.type !== 'AwaitExpression') return undefined;
  if (closing?.rollbacks.some((rollback) => goesOnBehind(file, rollback))) return undefined;
  // A commit on some turns only, or on some paths only, is not the end.
  const guard = file.parentOf(list);
  if (guard?.type === 'TryStatement' && guard.block === list) {
    const outer = file.parentOf(guard);
    if (!outer || !isStatementList(outer)) return undefined;
    const behind = (list as unknown as { body: Node[] }).body.filter((one) => startOf(one) > startOf(statement));
    const last = behind.at(-1);
    const leaves = last?.type === 'ReturnStatement' && !fn.generator && isSettled(last.argument) ? last : undefined;
    const passed = inSequence(leaves ? behind.slice(0, -1) : behind, file.parentOf);
    const goesOn = [...passed, ...inSequence(guard.finalizer?.body ?? [], file.parentOf)].every(
      (one) => one === 'normal',
    );
    const isLeft = !guard.handler || !inSequence(guard.handler.body.body, file.parentOf).includes('normal');
    const isSame = loopsAround(file, guard).length === loopsAround(file, site.call).length;
    return goesOn && isLeft && isSame && !guard.finalizer?.body.some((one) => isWithin(commit, one))
      ? { statement: guard, first: guard, returned: false, ...(leaves && { leaves }) }
      : undefined;
  }
  const first = statementAround(site.call, file.parentOf);
  if (file.parentOf(first) !== list || endOf(first) > startOf(sent) || !isWithin(list, fn)) return undefined;
  return { statement, first, returned: false };
}

/** Whether a value can wait for its `return`: a promise that fails meanwhile would be nobody's. */
function isSettled(value: Node | null | undefined): boolean {
  const inner = value && unwrapped(value);
  if (!inner) return false;
  if (inner.type === 'ConditionalExpression') return isSettled(inner.consequent) && isSettled(inner.alternate);
  if (inner.type === 'LogicalExpression') return isSettled(inner.left) && isSettled(inner.right);
  return !/^(?:(?:Optional)?Call|Import|TaggedTemplate|Yield|Sequence|Assignment)Expression$/.test(inner.type);
}

/** Whether the code goes on where it was before, after a rollback that no error handler makes. */
function goesOnBehind(file: JavaScriptFile, rollback: Node): boolean {
  const handler = closest(
    rollback,
    file.parentOf,
    (one): one is Node => one.type === 'CatchClause' || isFunctionNode(one),
  );
  if (handler?.type === 'CatchClause') return false;
  const guard = closest(rollback, file.parentOf, (one): one is Node => one.type === 'TryStatement');
  if (guard?.type === 'TryStatement' && guard.finalizer && isWithin(rollback, guard.finalizer)) return false;
  const statement = statementAround(rollback, file.parentOf);
  const list = file.parentOf(statement);
  const body = list && 'body' in list && Array.isArray(list.body) ? (list.body as Node[]) : [];
  return inSequence(body.slice(body.indexOf(statement) + 1), file.parentOf).includes('normal');
}

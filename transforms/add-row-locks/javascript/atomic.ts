import type { Node } from '@babel/types';
import type { LocalEdit } from '../../../src/languages/javascript/copies.ts';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { lineStartOf } from '../../../src/languages/javascript/layout.ts';
import { isMemberNode, propertyName, statementAround, unwrapped } from '../../../src/languages/javascript/nodes.ts';
import { closest, endOf, isWithin, startOf } from '../../../src/languages/javascript/walk.ts';
import type { AtomicWrite } from '../../../src/model/atomic-patterns.ts';
import { transactionAround } from './around.ts';
import { computedEdits } from './atomic-code.ts';
import { isRunWhenSaved } from './callees.ts';
import type { Computed } from './computed.ts';
import type { Cure } from './cure.ts';
import { type Guard, guardOf } from './guard.ts';
import { homeTextOf } from './home-of-model.ts';
import { isAwaitedHere } from './obstacles.ts';
import type { RowRead } from './reads.ts';
import type { Code } from './refusals.ts';
import { isValue } from './statement.ts';
import { isColumn, stepOf } from './step.ts';
import type { RowWrite } from './writes.ts';

/**
 * An update whose value the database works out, where the new value is the old one plus or minus something and nothing
 * else depends on the row; a guard becomes a condition of the update.
 * @returns undefined where the value is another, or the row is needed for more; the code where it is so, and the change
 *   has to be made by hand.
 */
export function atomicFor(file: JavaScriptFile, read: RowRead, writes: readonly RowWrite[]): Cure | Code | undefined {
  const [write, ...others] = writes;
  const [written, ...rest] = write?.columns.filter(({ dependence }) => dependence !== undefined) ?? [];
  if (!write || !written || others.length > 0 || rest.length > 0) return undefined;
  const step = stepOf(file, read, written);
  if (!step) return undefined;
  const { column } = written;
  const tests = read.binding.reads.filter((use) => {
    const member = file.parentOf(use);
    return member && isColumn(file, read, member, column) && !isWithin(use, written.node);
  });
  const atomic = typeof write.by === 'object' ? ('ofRow' in write.by ? write.by : write.by.pattern).atomic : undefined;
  if (!atomic) return tests.length > 0 ? undefined : 'atomic-write-fits';
  const statement = statementAround(write.node, file.parentOf);
  const [test] = tests;
  const guard = test && atomic.guard ? guardOf(file, read, column, test, statement) : undefined;
  if (tests.length > 1 || (test && !guard)) return undefined;
  const isOfRow = atomic.whole !== undefined || (typeof write.by === 'object' && 'ofRow' in write.by);
  const key = keyOf(file, read, atomic);
  const computed: Computed = { read, write, written, step, atomic, guard, statement, key };
  if (isOfRow && (isUsedBehind(file, computed) || isRunWhenSaved(file, read))) return undefined;
  if (atomic.unless?.test(homeTextOf(file, read.call) ?? '')) return undefined;
  if (atomic.whole !== undefined ? !isSavedAtOnce(file, computed) : !isWithin(written.node, write.node))
    return undefined;
  // What another update answers is another answer.
  if ((guard || atomic.method) && !isAwaitedAlone(file, statement, write.node)) return undefined;
  if (isCarriedAlong(file, computed, writes)) return undefined;
  const edits = computedEdits(file, computed);
  if (!edits || isMissedQuietly(file, computed)) return undefined;
  const all = [...edits, ...unusedEdits(file, computed)];
  return { edits: all.map((edit) => ({ ...edit, path: file.path })), behaviour: behaviourOf(isOfRow, guard) };
}

function behaviourOf(isOfRow: boolean, guard: Guard | undefined): string {
  const computed = 'The database works out the new value; what was read before is no longer what is written.';
  const saved = isOfRow
    ? ' What the model runs when a row is saved (hooks, validators, setters) does not run, and the instance need not hold the new value.'
    : '';
  const tested = guard
    ? ' The test is also a condition of the update: where the row fits it no more, the code leaves as it does by the test.'
    : '';
  return computed + saved + tested;
}

/** Whether the row, or the column, is used behind the write, where an instance would hold the old value. */
function isUsedBehind(file: JavaScriptFile, { read, write, written }: Computed): boolean {
  return read.binding.reads.some((use) => {
    if (startOf(use) < startOf(written.node) || isWithin(use, written.node) || isWithin(use, write.node)) return false;
    const member = file.parentOf(use);
    return !member || !isMemberNode(member) || member.object !== use || propertyName(member) === written.column;
  });
}

/** Whether the change and the save are two statements of one block with nothing between them that counts. */
function isSavedAtOnce(file: JavaScriptFile, { read, write, written, step, statement }: Computed): boolean {
  const change = file.parentOf(written.node);
  const block = file.parentOf(statement);
  const isOfRows = typeof write.by === 'object' && 'row' in write.by && write.by.row?.type === 'ArrayExpression';
  if (
    isOfRows ||
    write.columns.length > 1 ||
    change?.type !== 'ExpressionStatement' ||
    block?.type !== 'BlockStatement'
  )
    return false;
  const first = block.body.indexOf(change);
  const last = block.body.indexOf(statement as (typeof block.body)[number]);
  if (first < 0 || last < first || !isAwaitedAlone(file, statement, write.node)) return false;
  const between = block.body.slice(first + 1, last);
  const isQuiet = between.every((one) => !read.binding.reads.some((use) => isWithin(use, one)));
  const amount = step.node && unwrapped(step.node);
  const binding = amount?.type === 'Identifier' ? file.scopes.bindingOf(amount) : undefined;
  const isSettled = !amount || (isValue(amount) && (binding?.writes.length ?? 0) < 2);
  return isQuiet && (between.length === 0 || isSettled);
}

/** Whether a statement is the call, awaited, and nothing else. */
function isAwaitedAlone(file: JavaScriptFile, statement: Node, call: Node): boolean {
  return (
    statement.type === 'ExpressionStatement' &&
    statement.expression.type === 'AwaitExpression' &&
    isAwaitedHere(file, call) &&
    unwrapped(statement.expression.argument) === call
  );
}

/** Whether a row knows a transaction that an update by itself would not be in. */
function isCarriedAlong(file: JavaScriptFile, { read, write: { by }, atomic }: Computed, writes: readonly RowWrite[]) {
  const threads = typeof by === 'object' && 'ofRow' in by ? by.threads : undefined;
  if (atomic.whole === undefined || !threads || !('carried' in threads)) return false;
  const isTold = /\b(?:session|client|trx)\b/.test(file.text.slice(startOf(read.statement), endOf(read.statement)));
  return isTold || transactionAround(file, read, writes) !== undefined;
}

/** The one key that the class of a row declares. */
function keyOf(file: JavaScriptFile, { call }: RowRead, { key }: AtomicWrite): string | undefined {
  const text = key && homeTextOf(file, call);
  if (!key || text === undefined) return undefined;
  const [only, ...others] = text.matchAll(new RegExp(key.source, `g${key.flags}`));
  return others.length === 0 ? only?.[1] : undefined;
}

/** Whether a row that is not there was an error, by what was asked of it, and would be none now. */
function isMissedQuietly(file: JavaScriptFile, { read, write, written, atomic, guard }: Computed): boolean {
  if (guard || atomic.isStrict || atomic.whole || read.from === 'each' || isThrowing(file, read)) return false;
  return !read.binding.reads.some((use) => {
    if (isWithin(use, written.node)) return false;
    const user = file.parentOf(use);
    const isAsked = user?.type === 'MemberExpression' && user.object === use;
    const test = closest(use, file.parentOf, (node): node is Node => node.type === 'IfStatement');
    return (isAsked && isWithin(use, write.node)) || (test?.type === 'IfStatement' && isWithin(use, test.test));
  });
}

/** A read whose row nobody uses any more has no name for it; where the update asks the same, it goes. */
function unusedEdits(file: JavaScriptFile, { read, write, written, atomic }: Computed): LocalEdit[] {
  const { statement, binding, call } = read;
  const [only, ...others] = statement.type === 'VariableDeclaration' ? statement.declarations : [];
  const isUsed = atomic.whole !== undefined || binding.reads.some((use) => !isWithin(use, written.node));
  if (isUsed || !only?.init || others.length > 0 || only.id !== binding.identifier) return [];
  const text = (nodes: readonly Node[]) => nodes.map((one) => file.text.slice(startOf(one), endOf(one))).join();
  const asked = typeof write.by === 'object' && 'where' in write.by ? text(write.by.where) : '';
  const start = startOf(statement);
  if (!atomic.isStrict || asked !== text(call.where)) return [{ start, end: startOf(only.init), text: '' }];
  const line = lineStartOf(file.text, start);
  const end = file.text.indexOf('\n', endOf(statement)) + 1;
  const isOwnLine = file.text.slice(line, start).trim() === '' && file.text.slice(endOf(statement), end).trim() === '';
  return isOwnLine ? [{ start: line, end, text: '' }] : [{ start, end: endOf(statement), text: '' }];
}

function isThrowing({ text }: JavaScriptFile, { statement }: RowRead): boolean {
  return throwing.test(text.slice(startOf(statement), endOf(statement)));
}

/** Reads that raise an error where there is no row. */
const throwing = /(?:OrThrow|OrFail|throwIfNotFound)\b|\brejectOnEmpty\b/;

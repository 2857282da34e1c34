import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { isFunctionNode, isStatementList, statementAround } from '../../../src/languages/javascript/nodes.ts';
import { endOf, isWithin, startOf, walk } from '../../../src/languages/javascript/walk.ts';
import type { CommitHook } from '../../../src/model/commit-patterns.ts';
import { isNested } from './nesting.ts';
import type { OpenTransaction } from './open-transaction.ts';
import type { Code } from './refusals.ts';
import type { Sending } from './sendings.ts';

/** Whether code on the way to a node asks if there is a transaction at all: `t ? t.afterCommit(send) : send()`. */
export function asksForTransaction(file: JavaScriptFile, { call, transaction }: Sending): boolean {
  const { fn, form, handle } = transaction;
  if (!/^(?:shared|received|hook|middleware|caller)$/.test(form) || (form !== 'hook' && !handle)) return false;
  const isAsked = (test: Node) => {
    const asked = textOf(file, test);
    return form === 'hook' ? /[tT]ransaction\b|\btrx\b|\btx\b/.test(asked) : mentions(asked, handle ?? '');
  };
  for (
    let inner: Node = call, outer = file.parentOf(inner);
    outer && inner !== fn;
    inner = outer, outer = file.parentOf(outer)
  ) {
    const test = outer.type === 'IfStatement' || outer.type === 'ConditionalExpression' ? outer.test : undefined;
    if (test && test !== inner && isAsked(test)) return true;
    // An earlier `if (t) { …; return; }`.
    const before = isStatementList(outer) && 'body' in outer && Array.isArray(outer.body) ? (outer.body as Node[]) : [];
    for (const statement of before) {
      if (startOf(statement) >= startOf(inner)) break;
      if (statement.type === 'IfStatement' && isAsked(statement.test) && /\breturn\b/.test(textOf(file, statement)))
        return true;
    }
  }
  return false;
}

/** Whether the outermost transaction can be asked for where one that was handed in may be nested. */
function reachesOutermost(file: JavaScriptFile, { outermost }: CommitHook, transaction: OpenTransaction): boolean {
  const isKnown = transaction.certainty !== 'possible' || transaction.isOptional;
  if (!outermost || !isKnown) return false;
  const isScript = (path: string) => /\.[cm]?jsx?$/.test(path);
  if (isScript(file.path)) return true;
  return file.filesNaming('.parent').some(({ path, text }) => !isScript(path) && outermost.readAs.test(text));
}

const mentions = (text: string, handle: string): boolean =>
  new RegExp(`(?<![\\w$.])${handle.replace(/[^\w]/g, '\\$&')}(?![\\w$])`).test(text);

/** What around an enqueue keeps it from being sent later; undefined where nothing does. */
export function obstacleTo(file: JavaScriptFile, sending: Sending): Code | undefined {
  const { call, site, statement, transaction } = sending;
  if (site.pattern.sends === 'request') return 'call-to-outside';
  const handling = handlingAround(file, sending);
  if (handling === 'sent-on-failure' || isBeforeError(file, call, transaction)) return 'sent-on-failure';
  const hook = transaction.dialect.writes?.afterCommit;
  if (transaction.form === 'hook' && (!hook || transaction.handle === undefined)) return 'hook-ignores-transaction';
  if (!statement) return 'result-used';
  if (handling) return handling;
  if (namesSentJob(file, call)) return 'names-sent-job';
  if (transaction.form === 'received' && !hook) return 'owned-by-caller';
  if (transaction.form === 'received' || transaction.form === 'hook')
    return hook && reachesOutermost(file, hook, transaction) ? undefined : 'nested-transaction';
  if (transaction.form === 'caller') {
    // Where there is no transaction, such a hook throws: a caller that is not seen must not meet it.
    const isReachable = hook?.code.includes('{handle}') ? transaction.handle : transaction.elsewhere === undefined;
    if (!hook || !isReachable) return 'owned-by-caller';
    if (hook.nested === 'early' && !transaction.isOutermost) return 'nested-transaction';
  }
  if (isNested(file, transaction) && hook?.nested !== 'outermost') return 'nested-transaction';
  return sending.doesMore ? 'does-more-than-send' : undefined;
}

/** Whether a name in a call holds what another enqueue has given back. */
function namesSentJob(file: JavaScriptFile, call: Node): boolean {
  const jobs = file.sites('enqueue').filter((site) => site.pattern.sends !== 'request' && site.call !== call);
  let isNamed = false;
  walk(call, (node) => {
    const binding = node.type === 'Identifier' ? file.scopes.bindingOf(node) : undefined;
    isNamed ||= binding?.writes.some(({ value }) => value && jobs.some((job) => isWithin(job.call, value))) === true;
  });
  return isNamed;
}

/** A `try` within the transaction that catches errors of the enqueue, or a handler that it stands in. */
function handlingAround(file: JavaScriptFile, { call, transaction }: Sending): Code | undefined {
  for (
    let inner: Node = call, outer = file.parentOf(inner);
    outer && inner !== transaction.fn;
    inner = outer, outer = file.parentOf(outer)
  ) {
    if (outer.type === 'CatchClause') return 'sent-on-failure';
    // What is sent in the end is sent also where something failed; but behind a commit by hand, all is closed there.
    if (outer.type === 'TryStatement' && outer.finalizer === inner) return 'sent-on-failure';
    if (outer.type !== 'TryStatement' || outer.block !== inner || !outer.handler) continue;
    // The handler that rolls back is not the broker's.
    const rollsBack = transaction.closing?.commits.some((commit) => isWithin(commit, outer));
    if (!rollsBack) return 'broker-error-handled';
  }
  return undefined;
}

/** Whether what follows in the same block always ends in an error that rolls back. */
function isBeforeError(file: JavaScriptFile, call: Node, { fn, closing }: OpenTransaction): boolean {
  for (let inner = statementAround(call, file.parentOf); inner !== fn; ) {
    const list = file.parentOf(inner);
    if (!list || isFunctionNode(list)) return false;
    const body = 'body' in list && Array.isArray(list.body) ? (list.body as Node[]) : [];
    const behind = body.filter((statement) => startOf(statement) >= endOf(inner));
    const rollsBack = (node: Node) => closing?.rollbacks.some((rollback) => isWithin(rollback, node)) === true;
    if (
      behind.some((node) => node.type === 'ThrowStatement' || (node.type === 'ExpressionStatement' && rollsBack(node)))
    )
      return true;
    if (behind.length > 0 || list.type === 'TryStatement') return false;
    inner = list;
  }
  return false;
}

const textOf = (file: JavaScriptFile, node: Node): string => file.text.slice(startOf(node), endOf(node));

import {
  completionOfAll,
  completionOfBody,
  completionWithin,
  statementAround,
  ways,
} from '../../../src/languages/python/completion.ts';
import type { PythonFile } from '../../../src/languages/python/file.ts';
import { comesAfter } from '../../../src/languages/python/flow.ts';
import { ancestorsOf, child, isWithin, named, type PythonNode } from '../../../src/languages/python/node.ts';
import { functionAround } from '../../../src/languages/python/queries.ts';
import { walk } from '../../../src/languages/python/walk.ts';
import { isChangedLater } from './payload.ts';
import type { PythonCode } from './refusals.ts';
import type { Sending } from './sendings.ts';
import { bodyOf, type OpenTransaction } from './transactions.ts';

/** What around an enqueue keeps it from being sent later; undefined where nothing does. */
export function obstacleTo(file: PythonFile, sending: Sending): PythonCode | undefined {
  const { call, site, statement, transaction } = sending;
  if (site.enqueue.sends === 'request') return 'call-to-outside';
  const body = bodyOf(transaction, call);
  const handling = handlingAround(file, sending, body);
  if (handling === 'sent-on-failure' || (body && isBeforeError(call, body))) return 'sent-on-failure';
  if (isGivenUpBehind(file, sending)) return 'sent-on-failure';
  if (!statement) return 'result-used';
  if (handling) return handling;
  const hook = transaction.dialect.writes?.afterCommit;
  if (namesSentJob(file, call)) return 'names-sent-job';
  if (isChangedLater(file, call)) return 'changed-before-commit';
  const callable = functionAround(call);
  const switches = hook?.raisesAfter?.map((method) => `${method}(False`) ?? [];
  if (callable && switches.some((one) => file.textOf(callable).includes(one))) return 'autocommit-off';
  if (hook?.repeats && transaction.database === 'computed') return 'database-computed';
  if (!hook && transaction.form === 'caller') return 'owned-by-caller';
  return undefined;
}

/** Whether a name in a call holds what another enqueue has given back. */
function namesSentJob(file: PythonFile, call: PythonNode): boolean {
  const jobs = file.sites('enqueue').filter(({ enqueue, node }) => enqueue?.sends !== 'request' && node !== call);
  return [...walk(call)].some(
    (node) =>
      node.type === 'identifier' &&
      file.scopes.bindingOf(node)?.writes.some(({ value }) => value && jobs.some((job) => isWithin(job.node, value))),
  );
}

/** Errors of the code itself and of its rows, none of which a queue raises when it is given plain values. */
const ownErrors = /^\(?(?:[\w.]*(?:DoesNotExist|IntegrityError|ValidationError)(?:,\s*)?)+\)?(?:\s+as\s+\w+)?$/;

/** A `try` within the transaction that catches errors of the enqueue, or a handler that it stands in. */
function handlingAround(
  file: PythonFile,
  { call, transaction }: Sending,
  body: PythonNode | undefined,
): PythonCode | undefined {
  let inner = call;
  for (const outer of ancestorsOf(call)) {
    if (outer === body || outer.type === 'function_definition' || outer.type === 'lambda') return undefined;
    if (/^except_(?:group_)?clause$/.test(outer.type) && !isForMissingRow(file, outer)) return 'sent-on-failure';
    // What is sent in the end is sent also where something failed.
    if (outer.type === 'finally_clause') return 'sent-on-failure';
    if (outer.type === 'try_statement' && inner.field === 'body') {
      const handlers = named(outer).filter(({ type }) => /^except_(?:group_)?clause$/.test(type));
      const catches = handlers.some((handler) => {
        const [what] = named(handler);
        const isOwn = what && what.type !== 'block' && ownErrors.test(file.textOf(what));
        return !isOwn && !isForRollback(file, handler, transaction);
      });
      if (catches) return 'broker-error-handled';
    }
    inner = outer;
  }
  return undefined;
}

/** `except: session.rollback(); raise`: whatever failed is handed on. */
function isForRollback(file: PythonFile, handler: PythonNode, { stretch }: OpenTransaction): boolean {
  const text = file.textOf(handler);
  return stretch !== undefined && text.includes(`${stretch.session}.`) && completionOfBody(handler) === ways.raise;
}

/** A handler that goes on where a row is not there: nothing has failed, and the transaction commits. */
function isForMissingRow(file: PythonFile, handler: PythonNode): boolean {
  const [what] = named(handler);
  return (
    what !== undefined &&
    /^[\w.]*DoesNotExist$/.test(file.textOf(what)) &&
    (completionOfBody(handler) & ways.raise) === 0
  );
}

/** Whether the transaction is given up behind a call, in its block: `transaction.set_rollback(True)`. */
function isGivenUpBehind(file: PythonFile, { call, transaction }: Sending): boolean {
  const words = transaction.dialect.writes?.afterCommit?.givenUpBy ?? [];
  const list = statementAround(call)?.parent;
  return file.tree.index.call.some((one) => {
    const isWord = words.some((word) => new RegExp(`(?:^|\\.)${word.replace('(', '\\(')}`).test(file.textOf(one)));
    return isWord && list !== undefined && statementAround(one).parent === list && comesAfter(one, call);
  });
}

/** Whether what follows always ends in an error, which rolls back. */
function isBeforeError(call: PythonNode, body: PythonNode): boolean {
  const statement = statementAround(call);
  const way = named(body).find((one) => isWithin(statement, one));
  if (!way || child(way, 'definition')) return false;
  const within = completionWithin(statement, body);
  const rest = named(body).filter(({ start }) => start >= way.end);
  const end = within & ways.next ? (within & ~ways.next) | completionOfAll(rest) : within;
  return end === ways.raise;
}

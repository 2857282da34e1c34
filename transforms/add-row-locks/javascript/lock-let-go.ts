import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { isCallNode, keyName } from '../../../src/languages/javascript/nodes.ts';
import { rootOf, transactionAround } from './around.ts';
import { nameOf } from './changed-in-place.ts';
import { locksItself } from './protection.ts';
import type { RowRead } from './reads.ts';
import type { VainLock } from './vain-locks.ts';
import type { RowWrite } from './writes.ts';

/** The lock of a read that is in no transaction: the database lets go of it at the end of the statement. */
export function lockLetGo(file: JavaScriptFile, read: RowRead, writes: readonly RowWrite[]): VainLock[] {
  const { call, statement } = read;
  const isHere = read.from !== 'function' && call.module === file.module && locksItself(call);
  const isAlone = isHere && isOfModule(file, read) && isWithoutOptions(read);
  if (!isAlone || transactionAround(file, read, writes) !== undefined) return [];
  // Where calls are put into a transaction behind the scenes, none is to be seen.
  for (const _ of file.mentioning('useCLS')) return [];
  return [{ statement, refusal: 'lock-without-transaction' }];
}

/** Whether a call is made on what the module itself has or imports: a parameter may be a transaction. */
function isOfModule(file: JavaScriptFile, { call: { receiver, pattern } }: RowRead): boolean {
  const root = rootOf(receiver);
  const binding = root.type === 'Identifier' ? file.scopes.bindingOf(root) : undefined;
  return binding?.scopeNode.type === 'Program' && pattern.isConnection !== true;
}

/** Whether nothing in the call can be a transaction, and the library does not ask for one itself. */
function isWithoutOptions({ call: { calls, pattern } }: RowRead): boolean {
  const { locks, threads } = pattern;
  const [first] = calls;
  if (!locks || !threads || !first || 'statement' in locks) return false;
  if ('given' in threads) return isCallNode(first) && first.arguments.length === 0;
  if ('option' in threads) {
    const options = isCallNode(first) ? first.arguments[threads.argument] : undefined;
    return (
      options?.type === 'ObjectExpression' &&
      options.properties.every(
        (one) => one.type === 'ObjectProperty' && keyName(one.key, one.computed) !== threads.option && !one.computed,
      )
    );
  }
  return !('option' in locks) && !calls.some((one) => isCallNode(one) && nameOf(one.callee) === 'transacting');
}

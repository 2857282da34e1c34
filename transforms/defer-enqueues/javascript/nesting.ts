import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { isMemberNode } from '../../../src/languages/javascript/nodes.ts';
import { endOf, startOf } from '../../../src/languages/javascript/walk.ts';
import type { OpenTransaction } from './open-transaction.ts';
import { transactionAround } from './transactions.ts';

/** Whether a transaction is opened within another, as far as its file shows. */
export function isNested(
  file: JavaScriptFile,
  { site, form, isOutermost }: Pick<OpenTransaction, 'site' | 'form' | 'isOutermost'>,
): boolean {
  if (!site || form === 'decorated') return false;
  if (form === 'callback' && isOutermost === false) return true;
  const { callee, arguments: given } = site.call;
  // `sql.savepoint(…)`, `tx.transaction(…)`: opened on a transaction that was handed in.
  const names = isMemberNode(callee) ? [...file.instanceNames(callee.object)] : [];
  if (names.some((name) => name === site.handle?.instanceOf && /Transaction/.test(name))) return true;
  const isGiven = given.some(
    (one) => one.type === 'ObjectExpression' && /\btransaction\b/.test(file.text.slice(startOf(one), endOf(one))),
  );
  if (isGiven) return true;
  const outer = transactionAround(file, site.call);
  return outer !== undefined && outer.form !== 'hook';
}

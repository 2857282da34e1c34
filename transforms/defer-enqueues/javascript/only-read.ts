import type { Identifier, Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { isCallNode, isMemberNode, propertyName } from '../../../src/languages/javascript/nodes.ts';
import { pathFrom } from '../../../src/languages/javascript/paths.ts';

/** Whether a transaction is asked for rows alone: then nobody waits for what it commits. */
export function isOnlyRead(file: JavaScriptFile, names: readonly Identifier[]): boolean {
  const uses = names.flatMap((name) => file.scopes.bindingOf(name)?.reads ?? []);
  return uses.length > 0 && uses.every((use) => isReading(file, use));
}

/** `tx.order.findMany(…)`, `tx.select().from(…)`, `Order.findAll({ transaction: t })`. */
function isReading(file: JavaScriptFile, use: Node): boolean {
  const { parentOf } = file;
  const called = parentOf(pathFrom(file, use).steps.at(-1) ?? use);
  if (called && isMemberNode(called)) return reads(propertyName(called));
  const property = parentOf(use);
  const options = property?.type === 'ObjectProperty' && property.value === use ? parentOf(property) : undefined;
  const call = options && parentOf(options);
  return call !== undefined && isCallNode(call) && isMemberNode(call.callee) && reads(propertyName(call.callee));
}

const reads = (method: string | undefined): boolean =>
  method !== undefined &&
  /^(?:find|count|aggregate$|groupBy$|select|exists?$|max$|min$|sum$)/.test(method) &&
  !/Create|Update|Modify|Delete|Remove|Replace|Upsert|Insert/.test(method);

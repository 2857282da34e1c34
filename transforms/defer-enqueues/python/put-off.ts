import type { PythonFile } from '../../../src/languages/python/file.ts';
import { ancestorsOf, child, isWithin, named, type PythonNode } from '../../../src/languages/python/node.ts';
import { walk } from '../../../src/languages/python/walk.ts';
import type { Dialect } from '../../../src/model/dialect.ts';
import { ownFunction } from './wrappers.ts';

/** Whether a decorator is the project's own, and has what it decorates run after the commit and at no other time. */
export function putsOff(file: PythonFile, decorator: PythonNode): boolean {
  const own = ownFunction(file, decorator);
  if (own === undefined) return false;
  const { file: owner, definition } = own;
  const registrations = owner.sites('after-commit').filter(({ node }) => isWithin(node, definition));
  const later = registrations.flatMap(({ node, callback }) => {
    const writes = callback?.type === 'identifier' ? (owner.scopes.bindingOf(callback)?.writes ?? []) : [];
    const local = writes.length === 1 && writes[0]?.kind === 'def' ? [writes[0].statement] : [];
    return [node, ...local, ...(callback ? [callback] : [])];
  });
  // `on_commit(f)`, `on_commit(partial(f, …))`.
  const handed = registrations.flatMap(({ callback }) => {
    const list = callback?.type === 'call' ? child(callback, 'arguments') : undefined;
    return [callback, list && named(list)[0]];
  });
  const isLater = (node: PythonNode) => later.some((one) => isWithin(node, one));
  const isRun = (node: PythonNode) =>
    handed.includes(node) || (node.parent?.type === 'call' && node.field === 'function');
  return [...walk(definition)].some((node) => {
    if (node.type !== 'identifier' || !isLater(node) || !isRun(node)) return false;
    const { writes = [], reads = [] } = owner.scopes.bindingOf(node) ?? {};
    const [write, ...others] = writes;
    if (write?.kind !== 'parameter' || others.length > 0 || !isWithin(write.node, definition)) return false;
    return reads.every((read) => isLater(read) || isCopied(owner, read) || isAsked(owner, read, owner.dialects));
  });
}

/** Whether a node stands under a condition that asks whether a transaction is open. */
export function isAsked(file: PythonFile, node: PythonNode, dialects: readonly Dialect<'python'>[]): boolean {
  const words = dialects.flatMap(({ writes }) => writes?.afterCommit?.askedBy ?? []);
  return [...ancestorsOf(node)].some((up) => {
    const condition = up.type === 'if_statement' ? child(up, 'condition') : undefined;
    return condition !== undefined && words.some((word) => file.textOf(condition).includes(word));
  });
}

/** `@wraps(f)`, `f.__name__`. */
function isCopied(file: PythonFile, node: PythonNode): boolean {
  const call = node.parent?.type === 'argument_list' ? node.parent.parent : undefined;
  const callee = call && child(call, 'function');
  return (
    node.parent?.type === 'attribute' ||
    (callee !== undefined && /(?:^|\.)(?:wraps|update_wrapper)$/.test(file.textOf(callee)))
  );
}

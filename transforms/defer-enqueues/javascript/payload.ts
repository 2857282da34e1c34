import type { Node } from '@babel/types';
import type { LateRead } from '../../../src/languages/javascript/copies.ts';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { loopsAround } from '../../../src/languages/javascript/flow.ts';
import { type NarrowedRead, narrowedReads } from '../../../src/languages/javascript/narrowed.ts';
import { isFunctionNode, isMemberNode } from '../../../src/languages/javascript/nodes.ts';
import { stepsOf } from '../../../src/languages/javascript/paths.ts';
import type { Binding, Use } from '../../../src/languages/javascript/scopes.ts';
import { closest, endOf, isWithin, startOf } from '../../../src/languages/javascript/walk.ts';
import { assignedIn, changesBehind } from './changes.ts';
import type { OpenTransaction } from './open-transaction.ts';
import type { Code } from './refusals.ts';
import type { Sending } from './sendings.ts';

/** What a statement reads, for a start that lies further on. */
export interface Payload {
  /** What is another by then: its value is kept. */
  readonly late: readonly LateRead[];
  /** What is the same by then, and is known there for less than it is: it is kept in a name of its own. */
  readonly narrowed: readonly NarrowedRead[];
  readonly refusal: Code | undefined;
}

/** Asks what of a statement would be otherwise if it ran after the commit. */
export function payloadOf(file: JavaScriptFile, sending: Sending & { statement: Node }): Payload {
  const { statement, transaction, site } = sending;
  const reads = new Map<Binding, Use[]>();
  for (const { node, binding } of file.scopes.freeReads(statement))
    reads.set(binding, [...(reads.get(binding) ?? []), node]);
  const { fn, handleName } = transaction;
  const handle = handleName && file.scopes.bindingOf(handleName);
  if (
    (handle && reads.get(handle)?.some((use) => isHandle(file, use, transaction))) ||
    waitsForMore(file, statement, site.call)
  )
    return refused('payload-awaited');
  const asksHandle =
    transaction.form !== 'opened' && transaction.dialect.writes?.afterCommit?.code.includes('{handle}');
  if (asksHandle && handle?.kind === 'param' && handle.writes.length) return refused('changed-before-commit');
  if (file.scopes.freeWrites(statement).length || assignedIn(file, statement).some((target) => isMemberNode(target)))
    return refused('changed-before-commit');
  if ([...reads.keys()].some(({ kind }) => kind === 'using')) return refused('changed-before-commit');
  const uses = [...reads.values()].flat();
  const changes = changesBehind(file, { statement, call: sending.call }, fn, uses);
  if (changes.isChanged || asksMore(file, sending)) return refused('changed-before-commit');
  const all = narrowedReads(file, statement, fn, uses);
  const paths = [...changes.late, ...all.filter(({ binding }) => binding === undefined)];
  const isHeld = (use: Node, by: readonly LateRead[]) =>
    by.some((one) => one.reads.some((read) => isWithin(use, read)));
  const rebound = [...reads].filter(([binding]) => isRebound(file, binding, statement));
  const late = rebound.flatMap(([binding, of]): LateRead[] => {
    const whole = of.filter((use) => !isHeld(use, paths));
    const parts = paths.filter(({ reads: [read] }) => read && of.some((use) => isWithin(use, read)));
    const one = { binding, reads: whole, calledAfter: binding.name, isCertainlySet: true };
    return whole.length > 0 ? [one, ...parts] : parts;
  });
  const isOpen = ({ reads: [read] }: LateRead) => read !== undefined && !isHeld(read, late);
  const kept = [...late, ...changes.late.filter(isOpen)];
  const narrowed = all.filter(({ reads: [read] }) => read && !isHeld(read, kept));
  return { late: together(file, kept), narrowed: together(file, narrowed), refusal: undefined };
}

/** One for all that read the same. */
function together<T extends LateRead>(file: JavaScriptFile, reads: readonly T[]): T[] {
  const found = new Map<string, T>();
  for (const one of reads) {
    const [read] = one.reads;
    const root = read && stepsOf(read)?.[0];
    const binding = root?.type === 'Identifier' ? file.scopes.bindingOf(root) : undefined;
    const text = read ? file.text.slice(startOf(read), endOf(read)) : '';
    const name = `${text} ${binding ? startOf(binding.identifier) : ''}`;
    const before = found.get(name);
    found.set(name, before ? { ...before, reads: [...before.reads, ...one.reads] } : one);
  }
  return [...found.values()];
}

/** Whether a read of the name that a handle starts with is one of the handle, or of the whole that holds it. */
function isHandle({ text, parentOf }: JavaScriptFile, use: Node, { handle }: OpenTransaction): boolean {
  const outer = parentOf(use);
  if (!outer || !isMemberNode(outer) || outer.object !== use) return true;
  const read = text.slice(startOf(use), endOf(outer)).replace('?.', '.');
  return handle === undefined || handle.startsWith(read) || read.startsWith(handle) || !handle.includes('.');
}

const refused = (refusal: Code): Payload => ({ late: [], narrowed: [], refusal });

/**
 * Whether the arguments ask what the function was handed for something, `order.changed('total')`, where its callers go on
 * with the same transaction and may change it.
 */
function asksMore(file: JavaScriptFile, { call, transaction: { form, fn } }: Sending): boolean {
  if (form !== 'received' && form !== 'caller' && form !== 'hook') return false;
  return call.arguments.some((argument) =>
    file.find(argument, 'CallExpression').some(({ callee }) => {
      const [root] = isMemberNode(callee) ? (stepsOf(callee.object) ?? []) : [];
      const binding = root?.type === 'Identifier' ? file.scopes.bindingOf(root) : undefined;
      return root?.type === 'ThisExpression' || (binding?.kind === 'param' && binding.scopeNode === fn);
    }),
  );
}

/** Whether the arguments wait for something themselves: that may well be a query of the transaction. */
function waitsForMore(file: JavaScriptFile, statement: Node, call: Node): boolean {
  const waits = [...file.find(statement, 'AwaitExpression'), ...file.find(statement, 'YieldExpression')];
  return waits.some((wait) => {
    const holdsCall = file.sites('enqueue').some((site) => isWithin(site.call, wait)) || isWithin(call, wait);
    return !holdsCall && file.parentOf(wait) !== statement;
  });
}

/** Whether a name may hold something else by the commit. */
function isRebound(file: JavaScriptFile, { kind, writes, scopeNode }: Binding, statement: Node): boolean {
  if (!/^(?:var|let|param|catch)$/.test(kind)) return false;
  const loops = loopsAround(file, statement).filter(({ node }) => !isWithin(scopeNode, node));
  return writes.some(({ by, node }) => {
    if (isWithin(node, statement)) return false;
    const writer = closest(by, file.parentOf, isFunctionNode);
    const isElsewhere = writer !== undefined && !isWithin(statement, writer);
    return isElsewhere || startOf(by) > startOf(statement) || loops.some((loop) => isWithin(by, loop.node));
  });
}

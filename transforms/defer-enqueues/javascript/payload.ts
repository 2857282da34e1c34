import type { Node } from '@babel/types';
import type { LateRead } from '../../../src/languages/javascript/copies.ts';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { loopsAround } from '../../../src/languages/javascript/flow.ts';
import { isFunctionNode, isMemberNode, propertyName, unwrapped } from '../../../src/languages/javascript/nodes.ts';
import type { Binding, Use } from '../../../src/languages/javascript/scopes.ts';
import { closest, endOf, isWithin, startOf } from '../../../src/languages/javascript/walk.ts';
import type { Code } from './refusals.ts';
import type { Sending } from './sendings.ts';
import type { OpenTransaction } from './transactions.ts';

/** What a statement reads, for a start that lies further on. */
export interface Payload {
  /** The names that are assigned again by then: their values are kept. */
  readonly late: readonly LateRead[];
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
  if (file.scopes.freeWrites(statement).length || [...reads.keys()].some(({ kind }) => kind === 'using'))
    return refused('changed-before-commit');
  if (isChangedLater(file, statement, fn, [...reads.values()].flat())) return refused('changed-before-commit');
  if (asksMore(file, sending)) return refused('changed-before-commit');
  const late = [...reads].flatMap(([binding, uses]): LateRead[] =>
    isRebound(file, binding, statement)
      ? [{ binding, reads: uses, calledAfter: binding.name, isCertainlySet: true }]
      : [],
  );
  return { late, refusal: undefined };
}

/** Whether a read of the name that a handle starts with is one of the handle, or of the whole that holds it. */
function isHandle({ text, parentOf }: JavaScriptFile, use: Node, { handle }: OpenTransaction): boolean {
  const outer = parentOf(use);
  if (!outer || !isMemberNode(outer) || outer.object !== use) return true;
  const read = text.slice(startOf(use), endOf(outer)).replace('?.', '.');
  return handle === undefined || handle.startsWith(read) || read.startsWith(handle) || !handle.includes('.');
}

const refused = (refusal: Code): Payload => ({ late: [], refusal });

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

/** Whether an object that a statement reads is changed, or closed, behind it. */
function isChangedLater(file: JavaScriptFile, statement: Node, fn: Node, reads: readonly Use[]): boolean {
  const loops = loopsAround(file, statement);
  const isLater = (node: Node) =>
    !isWithin(node, statement) && (startOf(node) > endOf(statement) || loops.some((loop) => isWithin(node, loop.node)));
  const roots: Node[] = [...reads, ...file.find(statement, 'ThisExpression')];
  const read = roots.map((root) => ({ root, path: pathFrom(file, root) }));
  const meets = (target: Node) => {
    const [root, ...names] = stepsOf(target) ?? [];
    return (
      root !== undefined && read.some(({ root: own, path }) => isSameRoot(file, own, root) && overlaps(path, names))
    );
  };
  const outlives = (target: Node) => {
    const [root] = stepsOf(target) ?? [];
    const binding = root?.type === 'Identifier' ? file.scopes.bindingOf(root) : undefined;
    return (
      startOf(target) > endOf(statement) || !binding || !loops.some((loop) => isWithin(binding.scopeNode, loop.node))
    );
  };
  const targets = [
    ...file.find(fn, 'AssignmentExpression').map(({ left }): Node => left),
    ...file.find(fn, 'UpdateExpression').map(({ argument }): Node => argument),
    ...file.find(fn, 'UnaryExpression', { operator: 'delete' }).map(({ argument }): Node => argument),
  ];
  if (targets.some((target) => isMemberNode(target) && isLater(target) && outlives(target) && meets(target)))
    return true;
  return file.find(fn, 'CallExpression').some((call) => {
    const { callee } = call;
    if (!isMemberNode(callee) || !isLater(call) || !changing.test(propertyName(callee) ?? '')) return false;
    if (file.sites('enqueue').some((site) => site.call === call)) return false;
    return outlives(callee.object) && meets(callee.object);
  });
}

/** Methods that change what they are called on, or put an end to it. */
const changing =
  /^(?:push|pop|shift|unshift|splice|sort|reverse|fill|set|add|delete|clear|append|assign|close|end|quit|disconnect|destroy|commit|abort)$/;

/** The plain path that is read from a root; a method that is called at its end is left out. */
function pathFrom(file: JavaScriptFile, root: Node): string[] {
  const names: string[] = [];
  for (
    let at = root, outer = file.parentOf(at);
    outer && isMemberNode(outer) && outer.object === at;
    outer = file.parentOf(at)
  ) {
    const name = propertyName(outer);
    const holder = file.parentOf(outer);
    const isCalled =
      (holder?.type === 'CallExpression' || holder?.type === 'OptionalCallExpression') && holder.callee === outer;
    if (name === undefined || isCalled) break;
    names.push(name);
    at = outer;
  }
  return names;
}

/** `[a, 'b', 'c']` of `a.b.c`; undefined where a step is called, or starts otherwise. */
function stepsOf(target: Node): [Node, ...string[]] | undefined {
  const names: string[] = [];
  let at = unwrapped(target);
  while (isMemberNode(at)) {
    names.unshift(propertyName(at) ?? '*');
    at = unwrapped(at.object);
  }
  return at.type === 'Identifier' || at.type === 'ThisExpression' ? [at, ...names] : undefined;
}

function isSameRoot(file: JavaScriptFile, a: Node, b: Node): boolean {
  if (a.type === 'ThisExpression' || b.type === 'ThisExpression') return a.type === b.type;
  return a.type === 'Identifier' && b.type === 'Identifier' && file.scopes.bindingOf(a) === file.scopes.bindingOf(b);
}

const overlaps = (read: readonly string[], written: readonly string[]): boolean =>
  read.slice(0, written.length).every((name, at) => written[at] === name || written[at] === '*');

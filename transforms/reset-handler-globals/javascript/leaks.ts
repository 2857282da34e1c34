import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import type { JavaScriptHandler } from '../../../src/languages/javascript/handlers.ts';
import { type FunctionNode, isFunctionNode, unwrapped } from '../../../src/languages/javascript/nodes.ts';
import type { Binding } from '../../../src/languages/javascript/scopes.ts';
import { isWithin, startOf } from '../../../src/languages/javascript/walk.ts';
import { holds, namesOfEvent } from './events.ts';
import { cellOf, reachedBy, staleRead } from './exposure.ts';
import { initialValue, isContainer } from './initial.ts';
import { guardOf, isUnconditional, keptOnPurpose } from './intent.ts';
import { keptRejection } from './rejections.ts';
import { type StateUse, usesIn } from './uses.ts';

/** Module state that one invocation writes and a later one reads. */
export interface Leak {
  readonly binding: Binding;
  /** The first write that leaks. */
  readonly write: Node;
  /** The first read of what an earlier invocation has written. */
  readonly read: Node | undefined;
  /** The handlers whose invocations read it. */
  readonly handlers: readonly JavaScriptHandler[];
  /** Where it is kept on purpose, and only what is kept is wrong. */
  readonly kept: 'from-event' | 'written-into' | 'rejected' | 'instance' | undefined;
}

/** One handler, with what its invocations run. */
export interface Invocation {
  readonly handler: JavaScriptHandler;
  readonly reached: ReadonlySet<FunctionNode>;
  readonly names: ReadonlySet<Binding>;
}

export function invocationsOf(file: JavaScriptFile): Invocation[] {
  return file.handlers().map((handler) => {
    const reached = reachedBy(file, handler.fn);
    return { handler, reached, names: namesOfEvent(file, handler.fn, reached) };
  });
}

/** The module state of a file that leaks from one invocation into another, in the order of the text. */
export function leaksIn(file: JavaScriptFile, invocations: readonly Invocation[]): Leak[] {
  const bindings = new Set<Binding>();
  for (const { reached } of invocations)
    for (const fn of reached) for (const one of namesIn(file, fn)) bindings.add(one);
  return [...bindings]
    .sort((a, b) => startOf(a.identifier) - startOf(b.identifier))
    .flatMap((binding) => leakOf(file, binding, invocations) ?? []);
}

/** The variables of the module that a function names. */
function namesIn(file: JavaScriptFile, fn: FunctionNode): Binding[] {
  return [...file.scopes.freeReads(fn), ...file.scopes.freeWrites(fn)].flatMap(({ binding }) =>
    binding.scopeNode.type === 'Program' && /^(?:var|let|const)$/.test(binding.kind) ? [binding] : [],
  );
}

function leakOf(file: JavaScriptFile, binding: Binding, invocations: readonly Invocation[]): Leak | undefined {
  const users = invocations.map((invocation) => ({ invocation, uses: usesIn(file, binding, invocation.reached) }));
  const uses = users.flatMap((user) => user.uses);
  const guarded = (node: Node) => invocations.map(({ reached }) => guardOf(file, binding, node, reached)).find(Boolean);
  const kept = keptLeak(file, binding, invocations, uses, guarded);
  if (kept) return kept;
  // What is made once, emptied on the way, or called after what outlives an invocation is looked after already.
  if (keptOnPurpose.test(binding.name) || uses.some((use) => isLookedAfter(file, binding, use, guarded)))
    return undefined;
  const writes = uses.filter((use) => leaves(file, binding, use, invocations));
  const [found] = writes.flatMap((use) => {
    const cell = cellOf(binding, use);
    const reading = cell
      ? invocations.flatMap(({ handler }) => {
          const read = staleRead(file, handler.fn, cell);
          return read ? [{ handler, read }] : [];
        })
      : [];
    return reading.length > 0 ? [{ write: use.node, reading }] : [];
  });
  if (!found) return undefined;
  return {
    binding,
    write: found.write,
    read: found.reading[0]?.read,
    handlers: found.reading.map(({ handler }) => handler),
    kept: undefined,
  };
}

function isLookedAfter(
  file: JavaScriptFile,
  binding: Binding,
  use: StateUse,
  guarded: (node: Node) => Node | undefined,
): boolean {
  const { kind, path, value, node } = use;
  if (kind === 'default' || kind === 'empty' || kind === 'take') return true;
  const initial = initialValue(binding);
  if (kind === 'set' && path.length === 0 && value && initial && textOf(file, value) === textOf(file, initial))
    return true;
  return (kind === 'set' || kind === 'add' || kind === 'update') && guarded(node) !== undefined;
}

/** Whether a write leaves what belongs to one invocation: something of its event, a literal, or more than there was. */
function leaves(
  file: JavaScriptFile,
  binding: Binding,
  { kind, path, value, node }: StateUse,
  invocations: readonly Invocation[],
): boolean {
  const given = value && unwrapped(value);
  const initial = initialValue(binding);
  const handlers = invocations.map(({ handler }) => handler.fn);
  if (kind === 'update') return !handlers.some((fn) => isUnconditional(file, node, fn) && given === undefined);
  if (kind === 'add')
    return isContainer(initial) && given?.type !== 'NewExpression' && !(given && isFunctionNode(given));
  if (kind !== 'set' || given === undefined || (path.length > 0 && !isContainer(initial))) return false;
  // `cold = false`, or `last = event.id`, in every invocation is there for the next one.
  if (path.length === 0 && handlers.some((fn) => isUnconditional(file, node, fn))) return false;
  return isLiteral(given) || invocations.some(({ names }) => holds(file, given, names));
}

/** State that is made once on purpose, from what one event says, or with what one event says written into it. */
function keptLeak(
  file: JavaScriptFile,
  binding: Binding,
  invocations: readonly Invocation[],
  uses: readonly StateUse[],
  guarded: (node: Node) => Node | undefined,
): Leak | undefined {
  const ofEvent = (node: Node | undefined) =>
    node !== undefined && invocations.some(({ names }) => holds(file, node, names));
  const made = uses.filter(({ kind, path }) => path.length === 0 && (kind === 'set' || kind === 'default'));
  const isMadeOnce =
    made.length > 0 &&
    made.every(({ kind, node, value }) => kind === 'default' || guarded(node) !== undefined || isEmptyValue(value)) &&
    made.some(({ value }) => !isEmptyValue(value));
  if (!isMadeOnce) return undefined;
  const handlers = invocations.map(({ handler }) => handler);
  const leak = (write: Node, kept: Leak['kept']): Leak => ({ binding, write, read: undefined, handlers, kept });
  const fromEvent = made.find(({ node, value }) => {
    const guard = guarded(node);
    return ofEvent(value) && value?.type !== 'BooleanLiteral' && !(guard && ofEvent(guard));
  });
  if (fromEvent) return leak(fromEvent.node, 'from-event');
  const rejected = keptRejection(file, binding, made);
  if (rejected) return leak(rejected, 'rejected');
  const into = uses.find(
    ({ kind, path, value, node }) =>
      kind === 'set' && path.length > 0 && !path.includes('*') && ofEvent(value) && guarded(node) === undefined,
  );
  return into && leak(into.node, 'written-into');
}

function isEmptyValue(value: Node | undefined): boolean {
  const given = value && unwrapped(value);
  return given?.type === 'NullLiteral' || (given?.type === 'Identifier' && given.name === 'undefined');
}

function isLiteral(value: Node): boolean {
  if (value.type === 'UnaryExpression') return isLiteral(value.argument);
  return /^(?:String|Numeric|Boolean|BigInt|Null)Literal$|^(?:Array|Object)Expression$/.test(value.type);
}

const textOf = (file: JavaScriptFile, node: Node): string => file.text.slice(startOf(node), node.end ?? 0);

/** Whether a node stands in one of some functions. */
export const isIn = (node: Node, functions: ReadonlySet<Node>): boolean =>
  [...functions].some((fn) => isWithin(node, fn));

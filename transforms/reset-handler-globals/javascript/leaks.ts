import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import type { JavaScriptHandler } from '../../../src/languages/javascript/handlers.ts';
import { type FunctionNode, isCallNode, isFunctionNode, unwrapped } from '../../../src/languages/javascript/nodes.ts';
import type { Binding } from '../../../src/languages/javascript/scopes.ts';
import { isWithin, startOf } from '../../../src/languages/javascript/walk.ts';
import { holds, namesOfEvent } from './events.ts';
import { cellOf, reachedBy, staleRead } from './exposure.ts';
import { initialValue, isContainer, isLiteral } from './initial.ts';
import { guardOf, isUnconditional, keptOnPurpose, outermost, usesOfFunction } from './intent.ts';
import { keptLeak } from './kept.ts';
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
  readonly kept: 'from-event' | 'written-into' | 'rejected' | 'instance' | 'copied' | 'import-time' | undefined;
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
export function namesIn(file: JavaScriptFile, fn: FunctionNode): Binding[] {
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
  const cared = isGrouping(uses) ? uses.filter((use) => !isGroupBegun(use)) : uses;
  if (keptOnPurpose.test(binding.name) || cared.some((use) => isLookedAfter(file, binding, use, guarded)))
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

/** Whether lists are filled by key and then read all together: of a cache, one is asked for by its key. */
function isGrouping(uses: readonly StateUse[]): boolean {
  const isFilled = uses.some(({ kind, path }) => kind === 'add' && path.length === 1 && path[0] === '*');
  return isFilled && uses.some(({ kind, path }) => kind === 'read' && path.length === 0);
}

/** `byKind[kind] ||= []` */
function isGroupBegun({ kind, path, value }: StateUse): boolean {
  const given = value && unwrapped(value);
  const begun = given?.type === 'LogicalExpression' ? given.right : given;
  return (kind === 'default' || kind === 'set') && path.length === 1 && path[0] === '*' && isContainer(begun);
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
  { kind, path, value, node, keys = [] }: StateUse,
  invocations: readonly Invocation[],
): boolean {
  const given = value && unwrapped(value);
  const initial = initialValue(binding);
  const isAlways = invocations.some(({ handler }) => isUnconditional(file, node, handler.fn));
  const isOfEvent = () => given !== undefined && invocations.some(({ names }) => holds(file, given, names));
  // The highest of all there was: of memory, it is meant to stay.
  if (kind === 'update' && given && isCallNode(given)) return isOfEvent();
  if (kind === 'update') return !(isStep(given) && isOncePerInvocation(file, node, invocations));
  if (kind === 'add' && keys.length > 0 && isAlways) return false;
  if (kind === 'add')
    return isContainer(initial) && given?.type !== 'NewExpression' && !(given && isFunctionNode(given));
  if (kind !== 'set' || given === undefined || (path.length > 0 && !isContainer(initial))) return false;
  // `cold = false`, or `last = event.id`, in every invocation is there for the next one.
  if (path.length === 0 && isAlways) return false;
  return isLiteral(given) || isOfEvent();
}

/** Whether a count goes one further: `count++`, `count += 1`, `count = count + 1`. */
function isStep(given: Node | undefined): boolean {
  if (given?.type !== 'BinaryExpression') return given === undefined || given.type === 'NumericLiteral';
  return [given.left, given.right].some(({ type }) => type === 'NumericLiteral');
}

/** Whether a place runs in every invocation, in the handler or in a function that it calls in every one. */
function isOncePerInvocation(file: JavaScriptFile, node: Node, invocations: readonly Invocation[]): boolean {
  const isAlways = (one: Node) => invocations.some(({ handler }) => isUnconditional(file, one, handler.fn));
  if (isAlways(node)) return true;
  const fn = outermost(file, node);
  const [call, ...others] = fn ? usesOfFunction(file, fn) : [];
  return (
    fn !== undefined && call !== undefined && others.length === 0 && isAlways(call) && isUnconditional(file, node, fn)
  );
}

const textOf = (file: JavaScriptFile, node: Node): string => file.text.slice(startOf(node), node.end ?? 0);

/** Whether a node stands in one of some functions. */
export const isIn = (node: Node, functions: ReadonlySet<Node>): boolean =>
  [...functions].some((fn) => isWithin(node, fn));

import type { Identifier, Node } from '@babel/types';
import type { JavaScriptFile, JavaScriptSite } from '../../../src/languages/javascript/file.ts';
import { loopsAround } from '../../../src/languages/javascript/flow.ts';
import type { Located } from '../../../src/languages/javascript/module.ts';
import {
  type CallNode,
  type FunctionNode,
  isCallNode,
  isFunctionNode,
  targetsIn,
  unwrapped,
} from '../../../src/languages/javascript/nodes.ts';
import { inSequence } from '../../../src/languages/javascript/outcomes.ts';
import { spelling } from '../../../src/languages/javascript/receivers.ts';
import { closest, isWithin } from '../../../src/languages/javascript/walk.ts';
import { isNested } from './nesting.ts';
import { isOnlyRead } from './only-read.ts';
import type { OpenTransaction } from './open-transaction.ts';

/** How a function of the project runs a function that it is given. */
interface Wrapper {
  readonly site: JavaScriptSite<'transaction'>;
  /** The place at which that one gets the transaction; undefined where it is in something else that it gets. */
  readonly parameter: number | undefined;
  readonly isRetried: boolean;
  readonly isNested: boolean;
}

/** The transaction that a function of the project opens around what it is given: `inTransaction(async (tx) => …)`. */
export function wrapperAround(file: JavaScriptFile, fn: FunctionNode): OpenTransaction | undefined {
  const call = file.parentOf(fn);
  const at = call && isCallNode(call) ? call.arguments.indexOf(fn as never) : -1;
  if (!call || !isCallNode(call) || at === -1) return undefined;
  const called = file.functionsCalled({ module: file.module, node: call });
  const [wrapper, ...others] = called.flatMap((one) => wrapperIn(file, one, at) ?? []);
  const [definition] = called;
  if (!wrapper || !definition || others.length + 1 < called.length) return undefined;
  const { site } = wrapper;
  const names = fn.params.flatMap(targetsIn);
  const isUsed = names.some((name) => file.scopes.bindingOf(name)?.reads.length);
  if (!site.pattern.isAmbient && (!isUsed || isOnlyRead(file, names))) return undefined;
  const taken = wrapper.parameter === undefined ? undefined : fn.params[wrapper.parameter];
  const handleName = taken?.type === 'Identifier' ? taken : undefined;
  const symbol = spelling({ module: file.module, node: call.callee });
  const evidence = `\`${symbol}\` is the project's own, and opens \`${site.symbol}\` in ${definition.module.path}.`;
  const pattern = { ...site.pattern, ...(wrapper.isRetried && { isRetried: true as const }) };
  return {
    ...{ form: 'callback', dialect: site.dialect, certainty: 'likely', evidence, symbol, place: call, fn },
    ...{ handle: handleName?.name, handleName, closing: undefined, isOutermost: !wrapper.isNested },
    isWrapped: true,
    site: { ...site, pattern, call, callback: fn, symbol, evidence },
  };
}

function wrapperIn(file: JavaScriptFile, { module, node: fn }: Located, at: number): Wrapper | undefined {
  const owner = module === file.module ? file : file.other(module);
  const run = isFunctionNode(fn) ? fn.params[at] : undefined;
  if (!isFunctionNode(fn) || run?.type !== 'Identifier') return undefined;
  const reads = owner.scopes.bindingOf(run)?.reads ?? [];
  for (const site of owner.sites('transaction')) {
    const callback = site.callback && unwrapped(site.callback);
    if (!callback || !isWithin(site.call, fn) || !isWaitedFor(owner, site.call, fn)) continue;
    if (isHidden(owner, site.call, fn)) continue;
    const uses = reads.filter((read) => isWithin(read, callback));
    const parameter = uses.map((read) => placeIn(owner, read, site, callback));
    const [first] = parameter;
    if (first === undefined) continue;
    const isElsewhere = uses.length < reads.length;
    return {
      site,
      parameter: first === 'within' ? undefined : first,
      isRetried: loopsAround(owner, site.call).length > 0 || closest(site.call, owner.parentOf, isFunctionNode) !== fn,
      // What is also called without opening one joins a transaction that is there.
      isNested: isElsewhere || isNested(owner, { site, form: 'callback' }),
    };
  }
  return undefined;
}

/** At which place a function gets the transaction where it is handed on, or called: `within` something else, or not told of it. */
function placeIn(
  owner: JavaScriptFile,
  read: Node,
  { handle, pattern }: JavaScriptSite<'transaction'>,
  callback: Node,
): number | 'within' | undefined {
  if (read === callback) return handle?.parameter ?? (pattern.isAmbient ? 'within' : undefined);
  const call = owner.parentOf(read);
  if (!isFunctionNode(callback) || !call || !isCallNode(call) || call.callee !== read) return undefined;
  if (closest(read, owner.parentOf, isFunctionNode) !== callback || !isWaitedFor(owner, call, callback))
    return undefined;
  const given = handle?.parameter === undefined ? undefined : callback.params[handle.parameter];
  const name = given?.type === 'Identifier' ? given : undefined;
  const isName = (one: Node, wanted: Identifier) =>
    one.type === 'Identifier' && owner.scopes.bindingOf(one) === owner.scopes.bindingOf(wanted);
  const place = name ? call.arguments.findIndex((one) => isName(one, name)) : -1;
  if (place !== -1) return place;
  const isInside =
    name && call.arguments.some((one) => owner.find(one, 'Identifier').some((inner) => isName(inner, name)));
  return isInside || pattern.isAmbient ? 'within' : undefined;
}

/** Whether an error of a call is kept from the caller, who then cannot tell a rollback from a commit. */
function isHidden(owner: JavaScriptFile, call: Node, fn: FunctionNode): boolean {
  const isRepeated = loopsAround(owner, call).length > 0;
  for (let inner = call, outer = owner.parentOf(inner); outer && inner !== fn; outer = owner.parentOf(inner)) {
    if (outer.type === 'TryStatement') {
      const handler = outer.block === inner ? (outer.handler?.body.body ?? []) : [];
      const ends = outer.block === inner && outer.handler ? inSequence(handler, owner.parentOf) : [];
      if (ends.some((end) => end === 'return' || (end !== 'throw' && !isRepeated))) return true;
      if (inSequence(outer.finalizer?.body ?? [], owner.parentOf).includes('return')) return true;
    }
    inner = outer;
  }
  return false;
}

/** Whether a function ends only when a call in it has. */
function isWaitedFor({ parentOf }: JavaScriptFile, call: CallNode, fn: FunctionNode): boolean {
  const outer = parentOf(call);
  return outer === fn || outer?.type === 'AwaitExpression' || outer?.type === 'ReturnStatement';
}

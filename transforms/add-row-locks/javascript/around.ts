import type { Node } from '@babel/types';
import { closingOf } from '../../../src/languages/javascript/closing.ts';
import type { JavaScriptFile, JavaScriptSite } from '../../../src/languages/javascript/file.ts';
import {
  isCallNode,
  isFunctionNode,
  isMemberNode,
  propertyName,
  unwrapped,
} from '../../../src/languages/javascript/nodes.ts';
import { partOf, type RowCall } from '../../../src/languages/javascript/rows.ts';
import { closest, endOf, startOf } from '../../../src/languages/javascript/walk.ts';
import type { Threading } from '../../../src/model/row-patterns.ts';
import type { RowRead } from './reads.ts';
import type { Code } from './refusals.ts';
import type { RowWrite } from './writes.ts';

/** A transaction in sight that a read runs in. */
export interface Around {
  /** The code that stands for it in every call, `trx`; undefined where calls are in it without a word. */
  readonly handle: string | undefined;
  /** Where it has begun. */
  readonly begun: number;
}

/**
 * The transaction that a read runs in.
 * @returns undefined where there is none; the code where there is one in the way, or where it is not in sight.
 */
export function transactionAround(
  file: JavaScriptFile,
  read: RowRead,
  writes: readonly RowWrite[],
): Around | Code | undefined {
  const { call } = read;
  const site = file.enclosingTransaction(read.node);
  const callback = site?.callback && unwrapped(site.callback);
  const given = callback && isFunctionNode(callback) ? callback.params[0] : undefined;
  const own = handleIn(file, call, given);
  const opened = openedBefore(file, read, writes, own?.text);
  if (opened) return opened;
  if (site) {
    const begun = startOf(callback ?? site.call);
    if (own?.isGiven) return { handle: own.text, begun };
    // What the receiver does runs in it without being handed anything.
    const isReceiver = call.pattern.threads !== undefined && 'receiver' in call.pattern.threads;
    const isAmbient = 'isAmbient' in site.pattern && site.pattern.isAmbient === true;
    if (!own && isAmbient && isReceiver && site.dialect === call.dialect) return { handle: undefined, begun };
    return own ? 'outer-transaction' : 'transaction-without-lock';
  }
  if (own) return 'outer-transaction';
  if (isDecorated(file, read.fn)) return 'transaction-without-lock';
  if (call.pattern.isConnection) return isParameter(file, call.receiver) ? 'outer-transaction' : 'connection-shared';
  return undefined;
}

/** The name of the transaction that a read runs in: its option, its argument, or its receiver. */
function handleIn(
  file: JavaScriptFile,
  { calls: [first], pattern, receiver, dialect }: RowCall,
  given: Node | undefined,
): { readonly text: string; readonly isGiven: boolean } | undefined {
  const { threads } = pattern;
  if (!first || !threads) return undefined;
  const isCalled = (name: string) => {
    const named = dialect.recognises.transaction?.flatMap(({ handle }) => handle?.named ?? []) ?? [];
    return (named.length > 0 ? named : usual).some((one) => one.test(name));
  };
  const handle = (node: Node | undefined, isTold: boolean) => {
    if (node?.type !== 'Identifier') return undefined;
    const isGiven = given?.type === 'Identifier' && file.scopes.bindingOf(node)?.identifier === given;
    const isParam = file.scopes.bindingOf(node)?.kind === 'param';
    return isGiven || isTold || (isParam && isCalled(node.name)) ? { text: node.name, isGiven } : undefined;
  };
  if ('option' in threads) return handle(partOf({ argument: threads.argument, property: threads.option }, first), true);
  if ('given' in threads) {
    const [argument] = isCallNode(first) ? first.arguments : [];
    const [only] = argument?.type === 'ObjectExpression' ? argument.properties : [];
    return handle(only?.type === 'ObjectProperty' ? only.value : argument, true);
  }
  return handle(rootOf(makerBehind(file, receiver, threads)), false);
}

/** How transactions that are handed in are called, where a library has no word of its own. */
const usual = [/^(?:t|tx|trx|manager|em|\w*[tT]ransaction\w*|\w*[mM]anager|\w*[tT]rx)$/];

/** What has made a receiver that has a name: `manager` of `const accounts = manager.getRepository(Account)`. */
export function makerBehind(file: JavaScriptFile, receiver: Node, threads: Threading | undefined): Node {
  const name = unwrapped(receiver);
  if (name.type !== 'Identifier' || !threads || !('receiver' in threads) || !threads.madeBy) return receiver;
  const [only, ...others] = file.scopes.bindingOf(name)?.writes ?? [];
  const made = only?.value && others.length === 0 ? unwrapped(only.value) : undefined;
  const callee = made && isCallNode(made) && isMemberNode(made.callee) ? made.callee : undefined;
  return callee && propertyName(callee) === threads.madeBy ? callee.object : receiver;
}

/** What a receiver begins with: `axios` of `axios.create().get`. */
export function rootOf(receiver: Node): Node {
  let root = unwrapped(receiver);
  while (isMemberNode(root) || isCallNode(root)) root = unwrapped(isMemberNode(root) ? root.object : root.callee);
  return root;
}

/** A transaction that the same function has opened before the read, and commits behind the last write. */
function openedBefore(
  file: JavaScriptFile,
  { node, fn, call }: RowRead,
  writes: readonly RowWrite[],
  own: string | undefined,
): Around | undefined {
  const owner = makerBehind(file, call.receiver, call.pattern.threads);
  const receiver = file.text.slice(startOf(owner), endOf(owner)).replace(/\s+/g, '');
  const lastWrite = Math.max(...writes.map((write) => endOf(write.node)));
  const isOn = (handle: string) => own === handle || receiver === handle || receiver.startsWith(`${handle}.`);
  for (const site of file.sites('transaction') as readonly JavaScriptSite<'transaction'>[]) {
    const isBefore = endOf(site.call) < startOf(node) && closest(site.call, file.parentOf, isFunctionNode) === fn;
    const closing = isBefore ? closingOf(file, fn, site) : undefined;
    if (!closing || !isOn(closing.handle)) continue;
    const begun = endOf(site.call);
    const isClosed = (at: number) => at > begun && at < lastWrite;
    if (closing.commits.some((one) => isClosed(startOf(one)))) continue;
    if (closing.commits.some((one) => startOf(one) > lastWrite)) return { handle: closing.handle, begun };
  }
  return undefined;
}

function isParameter(file: JavaScriptFile, receiver: Node): boolean {
  const root = rootOf(receiver);
  return root.type === 'Identifier' && file.scopes.bindingOf(root)?.kind === 'param';
}

/** `@Transactional()` and its kin open a transaction around a method. */
function isDecorated(file: JavaScriptFile, fn: Node): boolean {
  const decorators = 'decorators' in fn && Array.isArray(fn.decorators) ? (fn.decorators as Node[]) : [];
  return decorators.some((one) => /[tT]ransaction/.test(file.text.slice(startOf(one), endOf(one))));
}

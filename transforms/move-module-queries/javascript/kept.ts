import type { Identifier, Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { isCallNode, isMemberNode, propertyName, unwrapped } from '../../../src/languages/javascript/nodes.ts';
import type { JavaScriptQuery } from '../../../src/languages/javascript/queries.ts';

/** What a name at the top of a module holds, once the module has been imported. */
export type Held =
  /** The promise of the rows, or a query that is sent when it is awaited. */
  | 'promise'
  /** The rows, or what was made of them, by an `await` at the top of the module. */
  | 'rows'
  /** The same, of a library that answers without a promise; and what gives its rows to the first who asks. */
  | 'rows-at-once'
  /** A query that is sent anew each time it is awaited, or asked for its rows. */
  | 'renewed'
  /** An object that answers from what it has read before. */
  | 'kept';

/** What a value at the top of a module keeps, and how. */
export interface Kept {
  readonly query: JavaScriptQuery;
  readonly held: Held;
  /** Whether awaiting it a second time throws, or gives nothing. */
  readonly isSingleUse: boolean;
  /** The methods that add to the query itself, for all who read it later. */
  readonly gathering: readonly string[];
  /** Whether something else is waited for together with it. */
  readonly isMixed: boolean;
}

/** What an initial value keeps of a query: the query, its promise, its rows, or what is made of the rows at once. */
export function keptBy(file: JavaScriptFile, init: Node): Kept | undefined {
  const node = unwrapped(init);
  const chain = chainOf(file, node);
  if (chain) return keptUnawaited(chain);
  if (node.type === 'AwaitExpression') {
    const awaited = chainOf(file, node.argument);
    if (awaited) return keptAwaited(awaited);
    const batch = batchOf(file, node.argument);
    return batch && { ...batch, held: 'rows' };
  }
  const batch = batchOf(file, node);
  if (batch) return batch;
  const source = sourceOf(node);
  const kept = source && keptBy(file, source);
  // Only rows are there to be taken apart.
  return kept && /^rows/.test(kept.held) && !kept.isSingleUse ? kept : undefined;
}

/** What a call keeps that waits for all of a list: `Promise.all([rooms, orders])`, or a transaction that is one. */
function batchOf(file: JavaScriptFile, node: Node): Kept | undefined {
  const parts = waitedForIn(node)?.map((part) => keptBy(file, part));
  const first = parts?.find((part) => part && part.held !== 'kept');
  return first && { ...first, held: 'promise', isSingleUse: false, gathering: [], isMixed: !parts?.every(Boolean) };
}

/** The list that a call waits for. */
export function waitedForIn(node: Node): readonly Node[] | undefined {
  const call = unwrapped(node);
  if (!isCallNode(call) || !isMemberNode(call.callee)) return undefined;
  const { object } = call.callee;
  const method = propertyName(call.callee) ?? '';
  const isPromise = object.type === 'Identifier' && object.name === 'Promise' && /^all(?:Settled)?$/.test(method);
  const [list] = call.arguments;
  if (!(isPromise || method === '$transaction') || list?.type !== 'ArrayExpression') return undefined;
  return list.elements.flatMap((element) => element ?? []);
}

/** What an expression is made of, where it does no more than take apart or arrange. */
export function sourceOf(node: Node): Node | undefined {
  if (isMemberNode(node)) return node.object;
  if (node.type === 'LogicalExpression') return node.operator === '&&' ? undefined : node.left;
  if (node.type === 'NewExpression') {
    const { callee } = node;
    return callee.type === 'Identifier' && /^(?:Map|Set)$/.test(callee.name) ? node.arguments[0] : undefined;
  }
  if (!isCallNode(node) || !isMemberNode(node.callee)) return undefined;
  const { object } = node.callee;
  return object.type === 'Identifier' && /^(?:Object|Array)$/.test(object.name) ? node.arguments[0] : object;
}

interface Chain {
  readonly query: JavaScriptQuery;
  /** The methods that are called behind the one that begins the query, in their order. */
  readonly chained: readonly string[];
}

function chainOf(file: JavaScriptFile, node: Node): Chain | undefined {
  const chained: string[] = [];
  for (let inner = unwrapped(node); ; ) {
    const query = file.queryAt(inner);
    if (query) return query.pattern.unless?.some((method) => chained.includes(method)) ? undefined : { query, chained };
    if (inner.type === 'Identifier') return chainOfName(file, inner, chained);
    if (!isCallNode(inner) || !isMemberNode(inner.callee)) return undefined;
    chained.unshift(propertyName(inner.callee) ?? '');
    inner = unwrapped(inner.callee.object);
  }
}

/** A query under a name at the top of the module, `const statement = db.prepare(…)`, to which nothing is added behind it. */
function chainOfName(file: JavaScriptFile, name: Identifier, chained: readonly string[]): Chain | undefined {
  const binding = file.scopes.bindingOf(name);
  const [only, ...others] = binding?.scopeNode.type === 'Program' ? binding.writes : [];
  if (only?.kind !== 'init' || !only.value || others.length > 0) return undefined;
  const chain = chainOf(file, only.value);
  if (!chain || !/^(?:rows|renewed|inert)$/.test(chain.query.pattern.answer)) return undefined;
  const whole = { query: chain.query, chained: [...chain.chained, ...chained] };
  return chained.every((method) => sends({ query: chain.query, chained: [method] })) ? whole : undefined;
}

function keptUnawaited(chain: Chain): Kept | undefined {
  const { answer } = chain.query.pattern;
  const isSent = sends(chain);
  if (answer === 'kept') return chain.chained.length === 0 ? kept(chain, 'kept') : undefined;
  if (answer === 'rows') return isSent ? kept(chain, 'rows-at-once') : undefined;
  if (answer === 'consumed' && !isSent) return { ...kept(chain, 'rows-at-once'), isSingleUse: true };
  if (answer === 'sent' || answer === 'remembered' || isSent) return kept(chain, 'promise');
  return answer === 'single-use' ? { ...kept(chain, 'promise'), isSingleUse: true } : kept(chain, 'renewed');
}

function keptAwaited(chain: Chain): Kept | undefined {
  const { answer } = chain.query.pattern;
  if (answer === 'rows' || answer === 'kept' || (/^(?:inert|consumed)$/.test(answer) && !sends(chain)))
    return undefined;
  return kept(chain, 'rows');
}

function kept({ query, chained }: Chain, held: Held): Kept {
  const { gathers } = query.pattern;
  const isGathering = held === 'renewed' && gathers && (!gathers.after || chained.includes(gathers.after));
  return { query, held, isSingleUse: false, gathering: isGathering ? gathers.by : [], isMixed: false };
}

function sends({ query, chained }: Chain): boolean {
  return chained.some((method) => /^(?:then|catch|finally)$/.test(method) || query.pattern.sentBy?.includes(method));
}

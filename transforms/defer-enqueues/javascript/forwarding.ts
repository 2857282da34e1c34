import type { Node } from '@babel/types';
import type { JavaScriptFile, JavaScriptSite } from '../../../src/languages/javascript/file.ts';
import { loopsAround } from '../../../src/languages/javascript/flow.ts';
import type { Located } from '../../../src/languages/javascript/module.ts';
import { type CallNode, isCallNode, isFunctionNode } from '../../../src/languages/javascript/nodes.ts';
import { spelling } from '../../../src/languages/javascript/receivers.ts';
import { closest, isWithin, walk } from '../../../src/languages/javascript/walk.ts';

/** A call of a function of the project that does little else than send. */
export interface Forwarded {
  readonly site: JavaScriptSite<'enqueue'>;
  readonly symbol: string;
  readonly evidence: string;
  /** Whether the functions wait for other things as well. */
  readonly doesMore: boolean;
  /** What it may run. */
  readonly functions: readonly Located[];
}

/** What a call sends through the functions of the project that it may run; undefined where one of them does not send. */
export function forwardedBy(file: JavaScriptFile, call: CallNode): Forwarded | undefined {
  const functions = file.functionsCalled({ module: file.module, node: call });
  const sites = functions.map((fn) => siteWithin(file, fn));
  const [first] = sites;
  const [fn] = functions;
  if (!first || !fn || sites.some((one) => one === undefined)) return undefined;
  const { site } = first;
  const symbol = spelling({ module: file.module, node: call.callee });
  const where = fn.module.path === file.path ? '' : ` in ${fn.module.path}`;
  return {
    site,
    symbol,
    evidence: `\`${symbol}\`${where} sends by \`${site.symbol}\`.`,
    doesMore: sites.some((one) => one?.doesMore),
    functions,
  };
}

/** Whether sending is all that a function does, so that each of its calls is found where it stands. */
export function onlySends(file: JavaScriptFile, fn: Node): boolean {
  return siteWithin(file, { module: file.module, node: fn })?.doesMore === false;
}

/** The call with which a function sends, where sending is what it is for. */
function siteWithin(
  file: JavaScriptFile,
  { module, node: fn }: Located,
): { readonly site: JavaScriptSite<'enqueue'>; readonly doesMore: boolean } | undefined {
  if (!isFunctionNode(fn)) return undefined;
  const found: JavaScriptSite<'enqueue'>[] = [];
  const awaited: Node[] = [];
  let isOther = false;
  walk(fn.body, (node) => {
    if (node.type === 'AwaitExpression') awaited.push(node);
    if (!isCallNode(node)) return;
    const place = { module, node };
    const site = file.siteAt('enqueue', place);
    if (site && site.pattern.sends !== 'request') found.push(site);
    if (file.siteAt('after-commit', place) || file.siteAt('transaction', place)) isOther = true;
  });
  const [first] = found;
  if (!first || isOther) return undefined;
  const waits = awaited.some((wait) => !found.some(({ call }) => isWithin(call, wait) || isWithin(wait, call.callee)));
  // Behind a `then`, something else comes first.
  const isBehind = found.some(({ call }) => {
    const visits = new Set<Node>(loopsAround(module, call).map((loop) => loop.node));
    let around = closest(call, module.parentOf, isFunctionNode);
    while (around && visits.has(around)) around = closest(around, module.parentOf, isFunctionNode);
    return around !== fn;
  });
  const doesMore = waits || isBehind;
  return !doesMore || saysSo(fn, module) ? { site: first, doesMore } : undefined;
}

/** Whether a function is called after what it does. */
function saysSo(fn: Node, { parentOf }: Located['module']): boolean {
  const holder = parentOf(fn);
  const named = ('id' in fn && fn.id) || ('key' in fn && fn.key) || (holder && 'id' in holder ? holder.id : undefined);
  const name = named && typeof named === 'object' && 'name' in named ? String(named.name) : '';
  return /^(?:(?:bulk|re)?(?:en)?queue|schedule|publish|notify|send|dispatch|emit|trigger|broadcast)/i.test(name);
}

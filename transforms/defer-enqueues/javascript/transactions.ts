import type { Node } from '@babel/types';
import { closingOf } from '../../../src/languages/javascript/closing.ts';
import type { JavaScriptFile, JavaScriptSite } from '../../../src/languages/javascript/file.ts';
import { comesAfter, loopsAround } from '../../../src/languages/javascript/flow.ts';
import { functionOf } from '../../../src/languages/javascript/functions.ts';
import {
  type CallNode,
  type FunctionNode,
  isFunctionNode,
  targetsIn,
  unwrapped,
} from '../../../src/languages/javascript/nodes.ts';
import { closest, isWithin, startOf } from '../../../src/languages/javascript/walk.ts';
import { handleBeside } from './half-deferred.ts';
import { hookAround } from './hooks.ts';
import { openInCallers } from './in-callers.ts';
import { middlewareAround } from './middleware.ts';
import { isOnlyRead } from './only-read.ts';
import type { OpenTransaction } from './open-transaction.ts';
import { wrapperAround } from './wrappers.ts';

/**
 * The transaction in whose run a node stands; undefined where none is in sight.
 * @param far whether callers in other files are looked for, which reads the project.
 */
export function transactionAround(
  file: JavaScriptFile,
  node: Node,
  { depth = 0, far = false }: { readonly depth?: number; readonly far?: boolean } = {},
): OpenTransaction | undefined {
  const fn = functionRunning(file, node);
  if (!fn) return undefined;
  return (
    openedIn(file, fn, node) ??
    kept(file, fn, 'inside', () => givenTo(file, fn) ?? wrapperAround(file, fn) ?? decoratorOf(file, fn)) ??
    handleBeside(file, fn, node) ??
    kept(file, fn, `${depth} ${far}`, () => {
      return receivedOrCalledIn(file, fn, depth, far) ?? middlewareAround(file, fn) ?? hookAround(file, fn);
    })
  );
}

type Kept = Map<string, OpenTransaction | undefined>;

/** What was found of the functions of a file; a file that has changed is opened anew, with all others. */
const answered = new WeakMap<JavaScriptFile, WeakMap<FunctionNode, Kept>>();

/** Asks once for all calls of a function. */
function kept(
  file: JavaScriptFile,
  fn: FunctionNode,
  question: string,
  ask: () => OpenTransaction | undefined,
): OpenTransaction | undefined {
  const ofFile = answered.get(file) ?? new WeakMap<FunctionNode, Kept>();
  answered.set(file, ofFile);
  const answers: Kept = ofFile.get(fn) ?? new Map();
  ofFile.set(fn, answers);
  if (!answers.has(question)) answers.set(question, ask());
  return answers.get(question);
}

/** Where every caller is seen, they tell more than a parameter does. */
export function receivedOrCalledIn(
  file: JavaScriptFile,
  fn: FunctionNode,
  depth: number,
  far: boolean,
): OpenTransaction | undefined {
  const received = receivedBy(file, fn);
  const called = openInCallers(file, fn, depth, far);
  return called && (!received || called.handle === received.handle) ? called : received;
}

/** The function whose run a node is part of: a visit by `forEach` and its kin belongs to the function around it. */
export function functionRunning(file: JavaScriptFile, node: Node): FunctionNode | undefined {
  const visits = new Set<Node>(loopsAround(file, node).map((loop) => loop.node));
  let fn = closest(node, file.parentOf, isFunctionNode);
  while (fn && visits.has(fn)) fn = closest(fn, file.parentOf, isFunctionNode);
  return fn;
}

/** The call that opens a transaction and runs a function in it. */
function siteGiven(file: JavaScriptFile, fn: FunctionNode): JavaScriptSite<'transaction'> | undefined {
  return file.sites('transaction').find(({ callback }) => {
    const given = callback && unwrapped(callback);
    return given === fn || (given?.type === 'Identifier' && functionOf(file.scopes.bindingOf(given)) === fn);
  });
}

function givenTo(file: JavaScriptFile, fn: FunctionNode): OpenTransaction | undefined {
  const site = siteGiven(file, fn);
  if (!site) return undefined;
  const place = site.handle?.parameter;
  const parameter = place === undefined ? undefined : fn.params[place];
  const names = parameter ? targetsIn(parameter) : [];
  const isUsed = names.some((name) => file.scopes.bindingOf(name)?.reads.length);
  // A callback that never uses its transaction runs its queries outside of it.
  if (parameter ? !isUsed : !site.pattern.isAmbient && !usesReceiver(file, fn, site.call)) return undefined;
  if (!site.pattern.isAmbient && isOnlyRead(file, names)) return undefined;
  const [only] = parameter?.type === 'Identifier' ? names : [];
  return { ...known(site), form: 'callback', fn, handle: only?.name, handleName: only, closing: undefined };
}

/** `session.withTransaction(async () => { … { session } … })`: what it was opened on is the handle. */
function usesReceiver(file: JavaScriptFile, fn: FunctionNode, call: CallNode): boolean {
  const receiver = file.find(call.callee, 'Identifier')[0];
  const binding = receiver?.type === 'Identifier' ? file.scopes.bindingOf(receiver) : undefined;
  return binding?.reads.some((read) => isWithin(read, fn)) === true;
}

function openedIn(file: JavaScriptFile, fn: FunctionNode, node: Node): OpenTransaction | undefined {
  for (const site of file.sites('transaction').toReversed()) {
    const given = site.callback && unwrapped(site.callback);
    if ((given && isFunctionNode(given)) || startOf(site.call) >= startOf(node)) continue;
    if (functionRunning(file, site.call) !== fn) continue;
    const closing = closingOf(file, fn, site);
    if (!closing?.isUsed || !closing.commits.some((commit) => startOf(commit) > startOf(node))) continue;
    // What comes behind a commit or a rollback is outside again.
    if ([...closing.commits, ...closing.rollbacks].some((end) => comesAfter(file, node, end))) continue;
    if (isInHandler(file, node, fn)) continue;
    const { handle, handleName } = closing;
    return { ...known(site), form: 'opened', fn, handle, handleName, closing };
  }
  return undefined;
}

/** Where a transaction is closed by hand, an error handler is where it is rolled back. */
function isInHandler(file: JavaScriptFile, node: Node, fn: FunctionNode): boolean {
  const handler = closest(node, file.parentOf, (outer): outer is Node => outer.type === 'CatchClause' || outer === fn);
  return handler?.type === 'CatchClause';
}

function decoratorOf(file: JavaScriptFile, fn: FunctionNode): OpenTransaction | undefined {
  const site = file.sites('transaction').find(({ call }) => {
    const decorator = file.parentOf(call);
    return decorator?.type === 'Decorator' && file.parentOf(decorator) === fn;
  });
  return (
    site && { ...known(site), form: 'decorated', fn, handle: undefined, handleName: undefined, closing: undefined }
  );
}

function receivedBy(file: JavaScriptFile, fn: FunctionNode): OpenTransaction | undefined {
  if (siteGiven(file, fn)) return undefined;
  for (const parameter of fn.params) {
    const [name, ...others] = targetsIn(parameter);
    const inner = parameter.type === 'TSParameterProperty' ? undefined : name;
    if (!inner || others.length || !file.scopes.bindingOf(inner)?.reads.length) continue;
    const found = file.receivedTransaction(inner);
    if (!found) continue;
    const { dialect, certainty, evidence, isOptional } = found;
    return {
      isOptional,
      ...{ form: 'received', dialect, certainty, evidence, symbol: inner.name, place: inner, site: undefined, fn },
      ...{ handle: inner.name, handleName: inner, closing: undefined },
    };
  }
  return undefined;
}

const known = (site: JavaScriptSite<'transaction'>) => ({
  dialect: site.dialect,
  certainty: site.certainty,
  evidence: site.evidence,
  symbol: site.symbol,
  place: site.call,
  site,
});

import type { Identifier, Node } from '@babel/types';
import type { JavaScriptFile, JavaScriptSite } from '../../../src/languages/javascript/file.ts';
import type { Located } from '../../../src/languages/javascript/module.ts';
import {
  type FunctionNode,
  isCallNode,
  isFunctionNode,
  isMemberNode,
  isStatementList,
  keyName,
  unwrapped,
} from '../../../src/languages/javascript/nodes.ts';
import { callsWith, type Passed } from '../../../src/languages/javascript/passed.ts';
import { closest, endOf, isWithin, startOf } from '../../../src/languages/javascript/walk.ts';
import type { OpenTransaction } from './open-transaction.ts';

interface Opened {
  readonly file: JavaScriptFile;
  readonly site: JavaScriptSite<'transaction'>;
  /** The properties of the first parameter under which it is handed on: `.state.transaction`. */
  readonly path: string | undefined;
  /** Whether what comes next is waited for by all that know the kind. */
  readonly isAwaited: boolean;
  /** Whether what comes next may also run without. */
  readonly isOptional: boolean;
}

/** The transaction that a function given before this one opens around it: `router.post(path, transaction(), handle)`. */
export function middlewareAround(file: JavaScriptFile, fn: FunctionNode): OpenTransaction | undefined {
  const given = callsWith({ module: file.module, node: fn });
  const around = given.flatMap((passed) => openedBefore(file, passed) ?? []);
  const [first] = around;
  if (!first) return undefined;
  const { site, path, isAwaited, file: owner, symbol } = first;
  const isKnown = around.length === given.length && isOnlyGiven(file, fn, given);
  const isOptional = !isKnown || around.some((one) => one.isOptional || one.path !== path);
  return {
    ...{ form: 'middleware', dialect: site.dialect, symbol, isOptional },
    ...{ certainty: isAwaited && !isOptional ? 'likely' : 'possible', isOutermost: true, closing: undefined },
    ...{ place: site.call, elsewhere: owner === file ? undefined : owner.path, site: undefined, fn },
    ...handleIn(file, fn, path),
    evidence: `\`${symbol}\`, which comes before it, opens \`${site.symbol}\` around what comes next.`,
  };
}

function openedBefore(
  file: JavaScriptFile,
  { call, argument }: Passed,
): (Opened & { readonly symbol: string }) | undefined {
  for (const before of call.arguments.slice(0, call.arguments.indexOf(argument as never))) {
    const [opened] = functionsGiven(file, before).flatMap((one) => openedAroundNext(file, one) ?? []);
    if (opened) return { ...opened, symbol: file.text.slice(startOf(before), endOf(before)) };
  }
  return undefined;
}

/** Whether a function is passed to some calls, and is nowhere else to be had. */
function isOnlyGiven(file: JavaScriptFile, fn: FunctionNode, given: readonly Passed[]): boolean {
  if (given.some(({ argument }) => argument === fn)) return true;
  return given.every(({ argument }) => {
    const reads = argument.type === 'Identifier' ? file.scopes.bindingOf(argument)?.reads : undefined;
    return reads?.every((read) => given.some((one) => one.argument === read));
  });
}

/** The functions of the project that an argument is, or that the call of one gives back. */
function functionsGiven(file: JavaScriptFile, argument: Node): readonly Located[] {
  const given = unwrapped(argument);
  const place = { module: file.module, node: given };
  if (!isCallNode(given))
    return given.type === 'Identifier' ? file.definitionsOf(place).filter(({ node }) => isFunctionNode(node)) : [];
  return file.functionsCalled({ module: file.module, node: given }).flatMap((maker) => {
    const owner = maker.module === file.module ? file : file.other(maker.module);
    const body = isFunctionNode(maker.node) ? maker.node.body : undefined;
    if (!body) return [];
    const returned = isFunctionNode(body)
      ? [body]
      : owner.find(body, 'ReturnStatement').flatMap(({ argument: value }) => (value ? unwrapped(value) : []));
    return returned.filter(isFunctionNode).map((node) => ({ module: maker.module, node }));
  });
}

/** The transaction in whose callback a function calls the last of its parameters, and waits for it. */
function openedAroundNext(file: JavaScriptFile, { module, node: fn }: Located): Opened | undefined {
  const owner = module === file.module ? file : file.other(module);
  const next = isFunctionNode(fn) ? fn.params.at(-1) : undefined;
  if (!isFunctionNode(fn) || next?.type !== 'Identifier' || fn.params.length < 2) return undefined;
  const reads = owner.scopes.bindingOf(next)?.reads ?? [];
  for (const site of owner.sites('transaction')) {
    const callback = site.callback && unwrapped(site.callback);
    if (!callback || !isFunctionNode(callback) || !isWithin(callback, fn)) continue;
    const isCalled = reads.some((read) => {
      const call = owner.parentOf(read);
      const outer = call && isCallNode(call) && call.callee === read ? owner.parentOf(call) : undefined;
      const isWaitedFor = outer === callback || outer?.type === 'AwaitExpression' || outer?.type === 'ReturnStatement';
      return isWaitedFor && closest(read, owner.parentOf, isFunctionNode) === callback;
    });
    if (!isCalled) continue;
    // `(context, next)` gives back a promise for all that follows; `(request, response, next)` gives back nothing.
    const isOptional = !reads.every((read) => isWithin(read, callback));
    return { file: owner, site, path: pathOf(owner, fn, callback), isAwaited: fn.params.length === 2, isOptional };
  }
  return undefined;
}

/** `.state.transaction` where the callback does `ctx.state.transaction = t`. */
function pathOf(owner: JavaScriptFile, fn: FunctionNode, callback: FunctionNode): string | undefined {
  const [context] = fn.params;
  const [handle] = callback.params;
  if (context?.type !== 'Identifier' || handle?.type !== 'Identifier') return undefined;
  const kept = owner.find(callback, 'AssignmentExpression').find(({ left, right }) => {
    const isHandle = right.type === 'Identifier' && owner.scopes.bindingOf(right) === owner.scopes.bindingOf(handle);
    return isHandle && isMemberNode(left) && owner.text.startsWith(`${context.name}.`, startOf(left));
  });
  return kept && owner.text.slice(startOf(kept.left) + context.name.length, endOf(kept.left));
}

/** The name that a function takes the transaction out under, else the code that stands for it. */
function handleIn(
  file: JavaScriptFile,
  fn: FunctionNode,
  path: string | undefined,
): Pick<OpenTransaction, 'handle' | 'handleName'> {
  const [context] = fn.params;
  if (path === undefined || context?.type !== 'Identifier') return { handle: undefined, handleName: undefined };
  const at = path.lastIndexOf('.');
  const holder = context.name + path.slice(0, at);
  const taken = file.find(fn, 'VariableDeclarator').flatMap(({ id, init }): Identifier[] => {
    if (!init || id.type !== 'ObjectPattern' || file.text.slice(startOf(init), endOf(init)) !== holder) return [];
    return id.properties.flatMap((one) => {
      const isIt = one.type === 'ObjectProperty' && keyName(one.key, one.computed) === path.slice(at + 1);
      return isIt && one.value.type === 'Identifier' ? one.value : [];
    });
  });
  const [name] = taken.filter((one) => {
    const statement = closest(one, file.parentOf, (outer): outer is Node => outer.type === 'VariableDeclaration');
    const list = statement && file.parentOf(statement);
    return list && isStatementList(list) && list === fn.body && file.scopes.bindingOf(one)?.kind === 'const';
  });
  return name ? { handle: name.name, handleName: name } : { handle: context.name + path, handleName: context };
}

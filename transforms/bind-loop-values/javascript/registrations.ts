import type { Node } from '@babel/types';
import type { JavaScriptFile, JavaScriptSite } from '../../../src/languages/javascript/file.ts';
import { functionOf } from '../../../src/languages/javascript/functions.ts';
import {
  type CallNode,
  type FunctionNode,
  isCallNode,
  isFunctionNode,
  isMemberNode,
  propertyName,
  statementAround,
  unwrapped,
} from '../../../src/languages/javascript/nodes.ts';
import type { Binding } from '../../../src/languages/javascript/scopes.ts';
import { isWithin, startOf } from '../../../src/languages/javascript/walk.ts';

/** A call that hands a function over to be run after commit. */
export interface Registration {
  readonly call: CallNode;
  /** The function that runs later. */
  readonly callback: FunctionNode;
  /** The name through which the callback was passed; undefined where it stands in the call. */
  readonly callbackName: Binding | undefined;
  readonly site: JavaScriptSite;
  readonly symbol: string;
}

/** The registrations of a file whose callback is there to be read. */
export function registrationsIn(file: JavaScriptFile): Registration[] {
  const hooks = file
    .sites('after-commit')
    .flatMap((site) => registrationOf(file, site, site.call, site.callback, site.symbol));
  return [...hooks, ...collectedIn(file)].sort((a, b) => startOf(a.call) - startOf(b.call));
}

function registrationOf(
  file: JavaScriptFile,
  site: JavaScriptSite,
  call: CallNode,
  argument: Node | undefined,
  symbol: string,
): Registration[] {
  const passed = argument && unwrapped(argument);
  if (passed === undefined) return [];
  if (isFunctionNode(passed)) return [{ call, callback: passed, callbackName: undefined, site, symbol }];
  if (passed.type !== 'Identifier') return [];
  const binding = file.scopes.bindingOf(passed);
  const callback = binding && functionOf(binding);
  return callback ? [{ call, callback, callbackName: binding, site, symbol }] : [];
}

/**
 * The statement in front of which the value is the one to keep: that of the registration, or of the function it names
 * where that comes first. Both then see what is declared there.
 */
export function statementToPrecede(file: JavaScriptFile, { call, callback, callbackName }: Registration): Node {
  const statement = statementAround(callbackName ? callback : call, file.parentOf);
  if (!callbackName || startOf(callback) < startOf(call)) return statement;
  const block = file.parentOf(statement);
  let inner: Node = call;
  for (let outer = file.parentOf(inner); outer; outer = file.parentOf(inner)) {
    if (outer === block) return inner;
    inner = outer;
  }
  return statement;
}

/** Functions that a transaction's callback pushes to a list, and that are called after the transaction. */
function collectedIn(file: JavaScriptFile): Registration[] {
  return file.sites('transaction').flatMap((site) => {
    const body = site.callback && unwrapped(site.callback);
    if (!body || !isFunctionNode(body)) return [];
    return file.find(body, 'CallExpression').flatMap((call) => {
      if (
        !isCallNode(call) ||
        !isMemberNode(call.callee) ||
        propertyName(call.callee) !== 'push' ||
        call.arguments.length !== 1
      )
        return [];
      const list = unwrapped(call.callee.object);
      if (list.type !== 'Identifier') return [];
      const binding = file.scopes.bindingOf(list);
      if (
        !binding ||
        isWithin(binding.scopeNode, body) ||
        !startsEmpty(binding) ||
        !isRunAfter(file, binding, site.call)
      )
        return [];
      return registrationOf(file, site, call, call.arguments[0], `${list.name}.push`);
    });
  });
}

function startsEmpty({ writes }: Binding): boolean {
  const [first] = writes;
  const value = first?.value && unwrapped(first.value);
  return value?.type === 'ArrayExpression' && value.elements.length === 0;
}

/** Whether the functions in a list are called behind a call: `for (const run of list) run()`, `list.map((run) => run())`. */
function isRunAfter(file: JavaScriptFile, list: Binding, transaction: Node): boolean {
  return list.reads.some((read) => {
    if (startOf(read) < (transaction.end ?? 0)) return false;
    const parent = file.parentOf(read);
    if (parent?.type === 'ForOfStatement' && parent.right === read) {
      const [name] = file.find(parent.left, 'Identifier');
      return name?.type === 'Identifier' && callsIn(file, parent.body, name.name);
    }
    if (!parent || !isMemberNode(parent) || !/^(?:forEach|map)$/.test(propertyName(parent) ?? '')) return false;
    const call = file.parentOf(parent);
    const visit = call && isCallNode(call) ? call.arguments[0] : undefined;
    if (!visit || !isFunctionNode(visit)) return false;
    const [run] = visit.params;
    return run?.type === 'Identifier' && callsIn(file, visit.body, run.name);
  });
}

function callsIn(file: JavaScriptFile, place: Node, name: string): boolean {
  return file
    .find(place, 'CallExpression')
    .some((call) => isCallNode(call) && call.callee.type === 'Identifier' && call.callee.name === name);
}

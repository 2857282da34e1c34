import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { type FunctionNode, isFunctionNode, isStatementList } from '../../../src/languages/javascript/nodes.ts';
import type { Binding } from '../../../src/languages/javascript/scopes.ts';
import { closest, isWithin, walk } from '../../../src/languages/javascript/walk.ts';
import { mentions, variableAt } from './variables.ts';

/** Names of what is meant to outlive an invocation. */
export const keptOnPurpose =
  /cache|memo(?!ry)|health|pool|client|connection|^conn$|^db$|singleton|instance|jwks|metric|statistic|breaker|limiter|registry|listener|middleware|route|cold|warm|boot|^_?(?:last|prev)|^(?:is|was|has)?_?(?:init|ready|loaded|connected|started|first)/i;

/** The test that decides whether a write happens, where it asks for module state: the mark of what is made once. */
export function guardOf(
  file: JavaScriptFile,
  binding: Binding,
  node: Node,
  reached: ReadonlySet<FunctionNode>,
  depth = 0,
): Node | undefined {
  for (let inner = node, outer = file.parentOf(node); outer; inner = outer, outer = file.parentOf(outer)) {
    // A function that is called on either branch is called in any case.
    const isElse = depth > 0 && outer.type === 'IfStatement' && outer.alternate === inner;
    const test = isElse ? undefined : testAround(outer, inner);
    if (test && (asksForState(file, test, binding) || asksThroughLocal(file, test, inner))) return test;
    if (isStatementList(outer)) {
      const before = leavingTests(outer, inner).find((one) => asksForState(file, one, binding));
      if (before) return before;
    }
  }
  const fn = outermost(file, node);
  if (!fn || depth > 3) return undefined;
  const uses = usesOfFunction(file, fn).filter((use) => [...reached].some((one) => isWithin(use, one) && one !== fn));
  const guards = uses.map((use) => guardOf(file, binding, use, reached, depth + 1));
  return guards.length > 0 && guards.every(Boolean) ? guards[0] : undefined;
}

/** Whether a statement always runs in an invocation: it stands in the body of the handler itself. */
export function isUnconditional(file: JavaScriptFile, node: Node, handler: FunctionNode): boolean {
  for (let inner = node, outer = file.parentOf(node); outer; inner = outer, outer = file.parentOf(outer)) {
    if (outer === handler) return true;
    if (isFunctionNode(outer) || testAround(outer, inner)) return false;
    if (/^(?:For|While|Do|Switch|Catch)/.test(outer.type)) return false;
  }
  return false;
}

function testAround(outer: Node, inner: Node): Node | undefined {
  switch (outer.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return outer.test === inner ? undefined : outer.test;
    case 'LogicalExpression':
      return outer.right === inner ? outer.left : undefined;
    case 'SwitchCase':
      return outer.test ?? undefined;
    case 'WhileStatement':
      return outer.body === inner ? outer.test : undefined;
    default:
      return undefined;
  }
}

/** The tests of the statements before one that leave the function: `if (client) return client;`. */
function leavingTests(list: Node, statement: Node): Node[] {
  const body = (list.type === 'SwitchCase' ? list.consequent : 'body' in list ? list.body : []) as Node[];
  return body.slice(0, Math.max(0, body.indexOf(statement))).flatMap((one) => {
    if (one.type !== 'IfStatement') return [];
    const last = one.consequent.type === 'BlockStatement' ? one.consequent.body.at(-1) : one.consequent;
    return last?.type === 'ReturnStatement' || last?.type === 'ThrowStatement' ? [one.test] : [];
  });
}

/** Whether a test asks for the variable, or for another one of the module that functions assign. */
function asksForState(file: JavaScriptFile, test: Node, binding: Binding): boolean {
  if (mentions(file, test, binding)) return true;
  let found = false;
  walk(test, (node) => {
    const other = variableAt(file, node);
    if (other?.scopeNode.type === 'Program' && other.writes.some(({ kind }) => kind !== 'init')) found = true;
    return !found;
  });
  return found;
}

/** Whether a test asks for a local that is made with state which the branch renews: an answer to `if-none-match: etag`. */
function asksThroughLocal(file: JavaScriptFile, test: Node, branch: Node): boolean {
  let found = false;
  walk(test, (node) => {
    const declared = variableAt(file, node)?.declaration;
    const made = declared?.type === 'VariableDeclarator' ? declared.init : undefined;
    if (made && variableAt(file, node)?.scopeNode.type !== 'Program') {
      walk(made, (name) => {
        const state = variableAt(file, name);
        const isRenewed = state?.writes.some(({ kind, node: write }) => kind !== 'init' && isWithin(write, branch));
        if (state?.scopeNode.type === 'Program' && isRenewed) found = true;
        return !found;
      });
    }
    return !found;
  });
  return found;
}

/** The outermost function around a node. */
export function outermost(file: JavaScriptFile, node: Node): FunctionNode | undefined {
  let found: FunctionNode | undefined;
  for (let fn = closest(node, file.parentOf, isFunctionNode); fn; fn = closest(fn, file.parentOf, isFunctionNode))
    found = fn;
  return found;
}

/** The places that name a function. */
export function usesOfFunction(file: JavaScriptFile, fn: FunctionNode): readonly Node[] {
  const holder = file.parentOf(fn);
  const name = 'id' in fn && fn.id ? fn.id : holder?.type === 'VariableDeclarator' ? holder.id : undefined;
  return name?.type === 'Identifier' ? (file.scopes.bindingOf(name)?.reads ?? []) : [];
}

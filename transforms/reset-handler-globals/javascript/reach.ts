import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { functionOf } from '../../../src/languages/javascript/functions.ts';
import type { JavaScriptHandler } from '../../../src/languages/javascript/handlers.ts';
import type { Located } from '../../../src/languages/javascript/module.ts';
import { type FunctionNode, isCallNode, isClassNode, isFunctionNode } from '../../../src/languages/javascript/nodes.ts';
import { endOf, startOf, walk } from '../../../src/languages/javascript/walk.ts';
import { reachedBy } from './exposure.ts';
import { guardOf } from './intent.ts';
import { variableAt } from './variables.ts';

/** What an invocation of a handler runs, in all files of its process. */
export interface Reach {
  readonly handler: JavaScriptHandler;
  /** The functions, by the path of their file. */
  readonly functions: ReadonlyMap<string, ReadonlySet<FunctionNode>>;
  /** Where the handler's own file leads to a function of another one. */
  entryOf(fn: FunctionNode): Node | undefined;
}

/**
 * Follows an invocation through the imports of a project. What is called behind a test of module state is left out: that
 * is how something is done once.
 * @param loaded the files of the process.
 */
export function reachOf(handler: JavaScriptHandler, loaded: ReadonlyMap<string, JavaScriptFile>): Reach {
  const [own] = loaded.values();
  const walkThrough = walkerOver(loaded);
  if (own) walkThrough.enter(own, handler.fn);
  return { handler, functions: walkThrough.functions, entryOf: (fn) => walkThrough.entries.get(fn) };
}

/** The functions that the import of the files of a process runs, by the path of their file. */
export function runAtImport(loaded: ReadonlyMap<string, JavaScriptFile>): Reach['functions'] {
  const { functions, enterAll } = walkerOver(loaded);
  for (const file of loaded.values()) enterAll(file, file.ast.program);
  return functions;
}

function walkerOver(loaded: ReadonlyMap<string, JavaScriptFile>) {
  const functions = new Map<string, Set<FunctionNode>>();
  const entries = new Map<FunctionNode, Node>();
  const [own] = loaded.values();

  const enter = (file: JavaScriptFile, fn: FunctionNode, entry?: Node): void => {
    const known = functions.get(file.path) ?? new Set();
    functions.set(file.path, known);
    const added = [...reachedBy(file, fn)].filter((one) => !known.has(one));
    for (const one of added) {
      known.add(one);
      if (entry) entries.set(one, entry);
    }
    for (const one of added) enterAll(file, one, entry);
  };

  const enterAll = (file: JavaScriptFile, root: Node, entry?: Node): void => {
    for (const { place, called } of calledBy(file, root)) {
      const other = loaded.get(called.module.path);
      const isOutside = root.type !== 'Program';
      if (!other || (other === file && isOutside)) continue;
      if (isOutside && guardOfCall(file, place, functions.get(file.path) ?? new Set())) continue;
      const meant = twinOf(other, called);
      if (meant && !functions.get(other.path)?.has(meant)) enter(other, meant, file === own ? place : entry);
    }
  };

  return { functions, entries, enter, enterAll };
}

/** The functions that code calls, or hands to what it calls; of a file, those that its import calls. */
function calledBy(file: JavaScriptFile, root: Node): { place: Node; called: Located }[] {
  const { module } = file;
  const found: { place: Node; called: Located }[] = [];
  walk(root, (node) => {
    if (root.type === 'Program' && isFunctionNode(node)) return false;
    if (node.type === 'NewExpression') {
      for (const made of file.definitionsOf({ module, node: node.callee }))
        for (const called of constructorsOf(made)) found.push({ place: node, called });
    }
    if (!isCallNode(node)) return true;
    const given = node.arguments.filter((argument) => variableAt(file, argument)?.scopeNode.type === 'Program');
    const handed = given.flatMap((argument) => file.definitionsOf({ module, node: argument }));
    for (const called of [...file.functionsCalled({ module, node }), ...handed]) found.push({ place: node, called });
    return true;
  });
  return found;
}

function constructorsOf({ module, node }: Located): Located[] {
  if (!isClassNode(node)) return [];
  return node.body.body.flatMap((member) =>
    member.type === 'ClassMethod' && member.kind === 'constructor' ? [{ module, node: member }] : [],
  );
}

/** The test of module state, own or imported, that decides whether a call is made. */
function guardOfCall(file: JavaScriptFile, call: Node, reached: ReadonlySet<FunctionNode>): boolean {
  for (let inner = call, outer = file.parentOf(call); outer; inner = outer, outer = file.parentOf(outer)) {
    if (outer.type === 'AssignmentExpression' && /^(?:\?\?|\|\|)=$/.test(outer.operator) && outer.right === inner)
      return true;
    if (outer.type === 'IfStatement' || outer.type === 'ConditionalExpression') {
      if (outer.test !== inner && asksImport(file, outer.test)) return true;
    }
    if (outer.type === 'LogicalExpression' && outer.right === inner && asksImport(file, outer.left)) return true;
  }
  const root = isCallNode(call) ? rootOf(call.callee) : undefined;
  const binding = root && variableAt(file, root);
  return binding !== undefined && guardOf(file, binding, call, reached) !== undefined;
}

/** Whether a test asks what another module holds, and for nothing that it is given: `isReady()`, `rules.length`. */
function asksImport(file: JavaScriptFile, test: Node): boolean {
  let found = false;
  walk(test, (node) => {
    const binding = variableAt(file, node);
    if (binding?.scopeNode.type === 'Program' && !isGiven(file, node) && binding.kind === 'import') found = true;
    return !found;
  });
  return found;
}

/** Whether a name is of something that is called with arguments. */
function isGiven(file: JavaScriptFile, name: Node): boolean {
  let node = name;
  for (let outer = file.parentOf(node); outer; outer = file.parentOf(node)) {
    if (isCallNode(outer)) return outer.callee !== node || outer.arguments.length > 0;
    if (outer.type !== 'MemberExpression' && outer.type !== 'OptionalMemberExpression') return false;
    node = outer;
  }
  return false;
}

function rootOf(node: Node): Node {
  return 'object' in node && node.type !== 'WithStatement' ? rootOf(node.object as Node) : node;
}

/** The same function in the tree at hand: a file may have been read anew on the way. */
function twinOf(file: JavaScriptFile, { module, node }: Located): FunctionNode | undefined {
  if (module === file.module) return isFunctionNode(node) ? node : heldFunction(file, node);
  let found: Node | undefined;
  walk(file.ast.program, (one) => {
    if (one.type === node.type && one.start === node.start && one.end === node.end) found ??= one;
    return !found && startOf(one) <= startOf(node) && endOf(node) <= endOf(one);
  });
  return found && (isFunctionNode(found) ? found : heldFunction(file, found));
}

/** What the name of a variable stands for. */
function heldFunction(file: JavaScriptFile, node: Node): FunctionNode | undefined {
  const binding = node.type === 'Identifier' ? file.scopes.bindingOf(node) : undefined;
  return binding && functionOf(binding);
}

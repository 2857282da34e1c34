import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import {
  type CallNode,
  type FunctionNode,
  isCallNode,
  isClassNode,
  keyName,
  propertyName,
} from '../../../src/languages/javascript/nodes.ts';
import { closest } from '../../../src/languages/javascript/walk.ts';

/**
 * The calls of a function that nobody outside of its file, or of its class, can call.
 * @returns undefined where others may call it, or where it is also handed on.
 */
export function callersOf(file: JavaScriptFile, fn: FunctionNode): readonly CallNode[] | undefined {
  const mentions = isOwnMethod(fn) ? callsOfMethod(file, fn) : readsOfName(file, fn);
  if (!mentions) return undefined;
  const calls = mentions.map((mention) => {
    const call = file.parentOf(mention);
    return call && isCallNode(call) && call.callee === mention ? call : undefined;
  });
  return calls.every((call) => call !== undefined) ? calls : undefined;
}

function isOwnMethod(fn: FunctionNode): boolean {
  return fn.type === 'ClassPrivateMethod' || (fn.type === 'ClassMethod' && fn.accessibility === 'private');
}

function callsOfMethod(file: JavaScriptFile, fn: FunctionNode): Node[] | undefined {
  const owner = closest(fn, file.parentOf, isClassNode);
  const name = 'key' in fn ? keyName(fn.key, 'computed' in fn && fn.computed === true) : undefined;
  if (!owner || name === undefined) return undefined;
  return file.find(owner, 'MemberExpression').filter((member) => propertyName(member) === name);
}

function readsOfName(file: JavaScriptFile, fn: FunctionNode): readonly Node[] | undefined {
  const holder = file.parentOf(fn);
  const name =
    fn.type === 'FunctionDeclaration' ? fn.id : holder?.type === 'VariableDeclarator' ? holder.id : undefined;
  const binding = name?.type === 'Identifier' ? file.scopes.bindingOf(name) : undefined;
  if (!binding) return undefined;
  const isExported = [...file.module.exports.named.values()].some(
    (exported) =>
      exported.from === 'here' &&
      (exported.node === fn || (isName(exported.node) && file.scopes.bindingOf(exported.node) === binding)),
  );
  return isExported ? undefined : binding.reads;
}

const isName = (node: Node): node is Extract<Node, { type: 'Identifier' }> => node.type === 'Identifier';

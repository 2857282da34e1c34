import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import type { Located } from '../../../src/languages/javascript/module.ts';
import {
  type CallNode,
  isCallNode,
  isFunctionNode,
  isMemberNode,
  keyName,
  propertyName,
} from '../../../src/languages/javascript/nodes.ts';
import { endOf, startOf, walk } from '../../../src/languages/javascript/walk.ts';
import { homeOfModel } from './home-of-model.ts';
import { modelOf } from './model-of.ts';
import type { RowRead } from './reads.ts';
import { tableNameOf } from './same-row.ts';

/** A call, and the file that it stands in. */
type Called = Located & { readonly node: CallNode };

/** How many calls are followed down. */
const deepest = 3;

/** Whether a call runs a function of the project that sends something which is not to leave before a commit. */
export function isSentByCallee(file: JavaScriptFile, call: CallNode): boolean {
  const seen = new Set<Node>();
  return calledIn({ module: file.module, node: call }, 0);

  function calledIn(place: Called, depth: number): boolean {
    if (depth >= deepest) return false;
    return file.functionsCalled(place).some(({ module, node }) => {
      if (seen.has(node)) return false;
      seen.add(node);
      return callsOf(file, { module, node }).some((inner) => isEnqueue(file, inner) || calledIn(inner, depth + 1));
    });
  }
}

/** Whether a function that the model of a row has run when the row is saved sends something. */
export function isSentWhenSaved(file: JavaScriptFile, read: RowRead): boolean {
  for (const { file: other, node } of hooksWhenSaved(file, read))
    if (
      callsOf(file, { module: other.module, node }).some(
        (one) => isEnqueue(file, one) || isSentByCallee(other, one.node),
      )
    )
      return true;
  return false;
}

/** Whether the model of a row has a function run when the row is saved. */
export function isRunWhenSaved(file: JavaScriptFile, read: RowRead): boolean {
  for (const _ of hooksWhenSaved(file, read)) return true;
  return false;
}

function* hooksWhenSaved(
  file: JavaScriptFile,
  read: RowRead,
): Iterable<{ readonly file: JavaScriptFile; readonly node: Node }> {
  const named = read.call.dialect.writes?.rowLock?.whenSaved;
  if (!named) return;
  const model = modelOf(file, read.call) ?? tableNameOf(read.call);
  if (!/^[A-Z]/.test(model)) return;
  const home = homeOfModel(file, file.module, model);
  for (const module of [file.module, ...file.mentioning(model)]) {
    if (!named.test(module.text)) continue;
    const theirs = homeOfModel(file, module, model);
    if (home !== undefined && theirs !== undefined && home !== theirs) continue;
    const other = module === file.module ? file : file.other(module);
    for (const node of hooksOf(other, model, named)) yield { file: other, node };
  }
}

/** The functions of a module that are a model's, by the names under which such functions run. */
function hooksOf(file: JavaScriptFile, model: string, named: RegExp): Node[] {
  const found: Node[] = [];
  const isOfModel = (node: Node) => new RegExp(`\\b${model}\\b`, 'i').test(ownerText(file, node));
  walk(file.ast.program, (node) => {
    if (!isFunctionNode(node)) return;
    if (hookNamesOf(file, node).some((name) => named.test(name)) && isOfModel(node)) found.push(node);
  });
  return found;
}

/** What a function is called by: its key, its decorators, the method that it is given to, a text beside it. */
function hookNamesOf(file: JavaScriptFile, fn: Node): string[] {
  const names: string[] = [];
  const holder = 'key' in fn ? fn : file.parentOf(fn);
  if (holder && 'key' in holder && 'computed' in holder) {
    names.push(keyName(holder.key as Node, holder.computed === true) ?? '');
    const decorators = 'decorators' in holder && Array.isArray(holder.decorators) ? (holder.decorators as Node[]) : [];
    names.push(...decorators.map((one) => /^@(\w+)/.exec(textOf(file, one))?.[1] ?? ''));
  }
  const call = file.parentOf(fn);
  if (call && isCallNode(call) && isMemberNode(call.callee)) {
    names.push(propertyName(call.callee) ?? '');
    names.push(...call.arguments.flatMap((one) => (one.type === 'StringLiteral' ? one.value : [])));
  }
  return names;
}

/** The class or the statement of a module in which a node stands. */
function ownerText(file: JavaScriptFile, node: Node): string {
  let owner = node;
  for (let up = file.parentOf(node); up !== undefined && up.type !== 'Program'; up = file.parentOf(up)) owner = up;
  return textOf(file, owner);
}

function textOf({ text }: JavaScriptFile, node: Node): string {
  return text.slice(startOf(node), endOf(node));
}

function isEnqueue(file: JavaScriptFile, call: Called): boolean {
  const pattern = file.siteAt('enqueue', call)?.pattern;
  return pattern !== undefined && pattern.sends !== 'request';
}

/** The calls in a function, but for those that wait for a commit. */
function callsOf(file: JavaScriptFile, { module, node: root }: Located): Called[] {
  const calls: Called[] = [];
  walk(root, (node) => {
    if (!isCallNode(node)) return undefined;
    calls.push({ module, node });
    return file.siteAt('after-commit', { module, node }) === undefined;
  });
  return calls;
}

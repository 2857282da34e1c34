import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import type { Located, Module } from '../../../src/languages/javascript/module.ts';
import {
  type CallNode,
  type FunctionNode,
  isCallNode,
  isClassNode,
  isMemberNode,
  keyName,
  propertyName,
} from '../../../src/languages/javascript/nodes.ts';
import { isTest } from '../../../src/languages/javascript/takers.ts';
import { closest, startOf, walk } from '../../../src/languages/javascript/walk.ts';

/** A call of a function, in its file or another. */
export interface Caller {
  readonly file: JavaScriptFile;
  readonly call: CallNode;
}

/** More mentions of a name than these are not looked through. */
const most = 40;

/**
 * All calls of a function in the project, tests left out.
 * @param far whether other files are looked through; without it a function that they may call has callers unknown.
 * @returns undefined where others may call it that are not seen, or where it is also handed on.
 */
export function callersOf(file: JavaScriptFile, fn: FunctionNode, far: boolean): readonly Caller[] | undefined {
  const { module } = file;
  const mentions = 'key' in fn ? mentionsOfMethod(file, fn, far) : mentionsOfFunction(file, fn, far);
  if (!mentions || mentions.length > most) return undefined;
  const calls = mentions.map(({ module: other, node }): Caller | undefined => {
    const call = other.parentOf(node);
    if (!call || !isCallNode(call) || call.callee !== node) return undefined;
    return { file: other === module ? file : file.other(other), call };
  });
  return calls.every((call) => call !== undefined) ? calls : undefined;
}

function mentionsOfMethod(file: JavaScriptFile, fn: FunctionNode, far: boolean): readonly Located[] | undefined {
  const { module } = file;
  const owner = closest(fn, module.parentOf, isClassNode);
  const name = 'key' in fn ? keyName(fn.key, 'computed' in fn && fn.computed === true) : undefined;
  if (!owner || name === undefined) return undefined;
  const isOwn = fn.type === 'ClassPrivateMethod' || (fn.type === 'ClassMethod' && fn.accessibility === 'private');
  if (isOwn) return membersNamed(module, owner, name);
  // What has a decorator, or a name that a framework knows, may be called by that.
  if (fn.type !== 'ClassMethod' || fn.kind !== 'method' || fn.decorators?.length || file.isOffered(file.path))
    return undefined;
  if (/^(?:on[A-Z]|handle\b|run$|perform$|process$|execute$|up$|down$)/.test(name)) return undefined;
  if (!far || !mayAllBeInside(file, name)) return undefined;
  const found: Located[] = [];
  for (const other of [module, ...file.mentioning(name)]) {
    if (isTest(other.path)) continue;
    for (const mention of membersNamed(other, other.ast.program, name)) {
      const call = other.parentOf(mention.node);
      if (!call || !isCallNode(call) || call.callee !== mention.node) return undefined;
      const called = file.functionsCalled({ module: other, node: call });
      // A call of something that is not known may well be one of this.
      if (called.length === 0) return undefined;
      if (called.some((one) => one.module.path === file.path && startOf(one.node) === startOf(fn))) found.push(mention);
      if (found.length > most) return undefined;
    }
  }
  return found;
}

function membersNamed(module: Module, root: Node, name: string): Located[] {
  const found: Located[] = [];
  walk(root, (node) => {
    if (isMemberNode(node) && propertyName(node) === name) found.push({ module, node });
  });
  return found;
}

function mentionsOfFunction(file: JavaScriptFile, fn: FunctionNode, far: boolean): readonly Located[] | undefined {
  const { module } = file;
  const holder = file.parentOf(fn);
  const name =
    fn.type === 'FunctionDeclaration' ? fn.id : holder?.type === 'VariableDeclarator' ? holder.id : undefined;
  const binding = name?.type === 'Identifier' ? file.scopes.bindingOf(name) : undefined;
  const exportedAs = [...module.exports.named].flatMap(([exported, one]) => {
    if (one.from !== 'here') return [];
    const isOne = one.node === fn || (binding && isName(one.node) && file.scopes.bindingOf(one.node) === binding);
    return isOne ? [exported] : [];
  });
  if (!binding && exportedAs.length === 0) return undefined;
  if (exportedAs.length > 0 && (!far || file.isOffered(file.path))) return undefined;
  const offered = new Set(
    [...module.exports.named.values()].map((one) => (one.from === 'here' ? one.node : undefined)),
  );
  const reads = (binding?.reads ?? []).filter((read) => !offered.has(read) && !isExport(file.parentOf(read)));
  const found: Located[] = reads.map((node) => ({ module, node }));
  for (const exported of exportedAs) {
    const taken = takenElsewhere(file, exported);
    if (!taken) return undefined;
    found.push(...taken);
  }
  return found;
}

/** The reads of an export in other files; undefined where one takes it in a way that cannot be followed. */
function takenElsewhere(file: JavaScriptFile, exported: string): readonly Located[] | undefined {
  const word = /^(?:default|=)$/.test(exported) ? baseOf(file.module) : exported;
  if (!mayAllBeInside(file, word)) return undefined;
  const importers = file.importersOf(file.module, exported);
  if (!importers) return undefined;
  const found: Located[] = [];
  for (const { module, takings } of importers) {
    if (isTest(module.path)) continue;
    for (const taking of takings) {
      if (taking.form !== 'name' && taking.form !== 'default' && taking.form !== 'whole') return undefined;
      const reads = module.scopes.bindingOf(taking.local)?.reads ?? [];
      for (const node of reads) {
        const outer = module.parentOf(node);
        if (taking.form !== 'whole') found.push({ module, node });
        else if (!outer || !isMemberNode(outer) || outer.object !== node) return undefined;
        else if (propertyName(outer) === exported) found.push({ module, node: outer });
      }
    }
  }
  return found;
}

/** Whether no file that may call a function lacks the words of a transaction: told from texts, as parsing all would cost. */
function mayAllBeInside(file: JavaScriptFile, name: string): boolean {
  const word = new RegExp(`\\b${name.replace(/\$/g, '\\$')}\\b`);
  const others = file
    .filesNaming(name)
    .filter(({ path, text }) => path !== file.path && !isTest(path) && word.test(text));
  return others.length <= most && others.every(({ text }) => /[tT]ransaction|\btrx\b|\btx\b/.test(text));
}

/** What a file is usually imported by. */
function baseOf({ stem }: Module): string {
  const parts = stem.split('/');
  return (parts.at(-1) === 'index' ? parts.at(-2) : parts.at(-1)) ?? stem;
}

const isExport = (node: Node | undefined): boolean =>
  node?.type === 'ExportSpecifier' || node?.type === 'ExportDefaultDeclaration';

const isName = (node: Node): node is Extract<Node, { type: 'Identifier' }> => node.type === 'Identifier';

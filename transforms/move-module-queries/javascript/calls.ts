import type { Node } from '@babel/types';
import type { Module } from '../../../src/languages/javascript/module.ts';
import { type FunctionNode, isCallNode, isFunctionNode, isLoopNode } from '../../../src/languages/javascript/nodes.ts';
import { closest, endOf, isWithin, startOf } from '../../../src/languages/javascript/walk.ts';
import type { Edit } from '../../../src/model/source.ts';
import { isChanged } from './changes.ts';
import { declarationBefore } from './layout.ts';
import { aroundVisit, readerOf, statementToPrecede } from './places.ts';
import type { Code } from './refusals.ts';
import type { Blocked, Use } from './uses.ts';

/** The edits that make every use of a value call the function in its place, or the place that blocks. */
export function callsFor(uses: readonly Use[]): readonly Edit[] | Blocked {
  const edits: Edit[] = [];
  const groups = new Map<Node, { owner: FunctionNode; uses: Use[] }>();
  for (const use of uses) {
    const { module, node, held } = use;
    const blocked = (refusal: Code): Blocked => ({ refusal, module, node });
    const reader = readerOf(module, node);
    if (held !== 'promise' && isChanged(module, node)) return blocked('changed-in-place');
    if (reader === 'import') return blocked('used-at-import');
    if (reader === 'field') return blocked('used-in-sync-function');
    const owner = ownerOf(module, reader, held);
    if (!owner) return blocked('used-in-sync-function');
    const group = groups.get(owner) ?? { owner, uses: [] };
    groups.set(owner, group);
    group.uses.push(use);
  }
  for (const group of groups.values()) {
    const made = callsIn(group.owner, group.uses);
    if ('refusal' in made) return made;
    edits.push(...made);
  }
  return edits;
}

/** The function that asks: the outermost that may, above the callbacks that are called at once for each element. */
function ownerOf(module: Module, reader: FunctionNode, held: Use['held']): FunctionNode | undefined {
  let owner: FunctionNode | undefined;
  for (let fn: FunctionNode | undefined = reader; fn; fn = aroundVisit(module, fn)) {
    if (held !== 'rows' || fn.async) owner = fn;
    // A promise is awaited where it stands, unless the function around can await it once for all.
    if (held === 'promise' && !aroundVisit(module, fn)?.async) break;
  }
  return owner;
}

function callsIn(owner: FunctionNode, uses: readonly Use[]): readonly Edit[] | Blocked {
  const [first] = uses;
  if (!first) return [];
  const { module, fn, held } = first;
  // Under two names it would be asked twice, and give two answers.
  const stranger = uses.find((use) => use.name !== first.name || use.fn !== first.fn);
  if (stranger) return { refusal: 'used-several-times', module, node: stranger.node };
  const ordered = [...uses].sort((a, b) => startOf(a.node) - startOf(b.node));
  const alone = uses.length === 1 && !isInLoop(first, owner);
  if (held === 'promise' && alone) return [replaced(first, `${fn}()`)];
  const read = held === 'promise' ? ordered.map(awaitOf) : ordered.map(({ node }) => node);
  const nodes = read.flatMap((node) => node ?? []);
  if (nodes.length < ordered.length) return { refusal: 'used-several-times', module, node: first.node };
  const call = held === 'rows-at-once' ? `${fn}()` : `await ${fn}()`;
  if (owner.body.type !== 'BlockStatement') {
    const isDirect = alone && readerOf(module, first.node) === owner && isWithin(first.node, owner.body);
    if (!isDirect) return { refusal: 'used-in-sync-function', module, node: first.node };
    return [replaced(first, standsAlone(module, first.node) || !call.startsWith('await') ? call : `(${call})`)];
  }
  if (nodes.some((node) => !isWithin(node, owner.body)))
    return { refusal: 'used-in-sync-function', module, node: first.node };
  const statement = statementToPrecede(module, owner, nodes);
  if (!statement) return { refusal: 'used-on-both-sides-of-loop', module, node: first.node };
  // What is imported inside a function is there from then on.
  const { through } = first;
  const isLocal = through !== undefined && through.scopeNode.type !== 'Program';
  if (isLocal && (!isWithin(statement, through.scopeNode) || startOf(statement) < startOf(through.identifier)))
    return { refusal: 'use-hard-to-follow', module, node: first.node };
  const isOtherName = ordered.some(({ node }) => node.type !== 'Identifier');
  if (isOtherName && ordered.some(({ node }) => module.scopes.bindingAt(first.name, node))) {
    return { refusal: 'name-taken', module, node: first.node };
  }
  const local: Edit = { path: module.path, ...declarationBefore(module, statement, `const ${first.name} = ${call}`) };
  const reads = ordered.flatMap((use, at) => {
    const node = nodes[at] ?? use.node;
    // The name itself now stands for the local one.
    return node.type === 'Identifier' ? [] : [{ ...replaced(use, use.name), start: startOf(node), end: endOf(node) }];
  });
  return [local, ...reads];
}

/** A use replaced by other text; `{ rooms }` keeps its key. */
function replaced({ module, node, name }: Use, text: string): Edit {
  const parent = module.parentOf(node);
  const isShorthand = parent?.type === 'ObjectProperty' && parent.shorthand && parent.value === node;
  return {
    path: module.path,
    start: startOf(node),
    end: endOf(node),
    text: isShorthand ? `${name}: ${text}` : text,
  };
}

/** The `await` of a use. */
function awaitOf({ module, node }: Use): Node | undefined {
  const parent = module.parentOf(node);
  return parent?.type === 'AwaitExpression' ? parent : undefined;
}

function isInLoop({ module, node }: Use, owner: FunctionNode): boolean {
  if (readerOf(module, node) !== owner) return true;
  return closest(node, module.parentOf, (one): one is Node => isLoopNode(one) || isFunctionNode(one)) !== owner;
}

/** Whether `await f()` may stand in a place without parentheses. */
function standsAlone({ parentOf }: Module, node: Node): boolean {
  const parent = parentOf(node);
  if (!parent) return false;
  if (isCallNode(parent)) return parent.callee !== node;
  return /^(?:ObjectProperty|ArrayExpression|ArrowFunctionExpression|SpreadElement|JSXExpressionContainer)$/.test(
    parent.type,
  );
}

import { loopsAround } from '../../../src/languages/python/flow.ts';
import { indentOf, newlineOf } from '../../../src/languages/python/lines.ts';
import { ancestorsOf, child, isWithin, named, type PythonNode } from '../../../src/languages/python/node.ts';
import { functionAround } from '../../../src/languages/python/queries.ts';
import type { Use } from '../../../src/languages/python/uses.ts';
import { walk } from '../../../src/languages/python/walk.ts';
import type { Edit } from '../../../src/model/source.ts';
import type { Blocked } from './blocked.ts';
import type { Code } from './refusals.ts';

/**
 * Makes every use of a name call the function that it has become. A function that uses it once, outside of loops, calls
 * it there; another asks once and keeps the answer in a local name, so that all its uses see the same rows.
 * @returns the place where a function has none for the local name that serves all its uses.
 */
export function callsAt(uses: readonly Use[], name: string): Edit[] | Blocked {
  const edits: Edit[] = [];
  const byFunction = new Map<PythonNode, Use[]>();
  for (const use of uses) {
    const around = readerOf(use);
    if (around === undefined) edits.push(callAt(use));
    else
      byFunction.set(
        around,
        [...(byFunction.get(around) ?? []), use].sort((a, b) => a.node.start - b.node.start),
      );
  }
  for (const [callable, own] of byFunction) {
    const [first, ...others] = own;
    if (first === undefined) continue;
    const isOnce =
      others.length === 0 && loopsAround(first.node).length === 0 && functionAround(first.node) === callable;
    if (isOnce) {
      edits.push(callAt(first));
      continue;
    }
    const local = localIn(callable, [first, ...others], name);
    if ('code' in local) return local;
    edits.push(...local);
  }
  return edits;
}

/** The function whose rows a use reads: not a lambda that a call in it runs for each of its elements, `key=lambda …`. */
function readerOf({ module, node }: Use): PythonNode | undefined {
  let around = functionAround(node);
  while (around?.type === 'lambda' && isRunForEach(around, module.tree.text)) {
    const outer = functionAround(around);
    if (outer === undefined) return around;
    around = outer;
  }
  return around;
}

function isRunForEach(lambda: PythonNode, text: string): boolean {
  const isNamed = lambda.parent?.type === 'keyword_argument';
  const list = isNamed ? lambda.parent?.parent : lambda.parent;
  const callee = list?.type === 'argument_list' && list.parent ? child(list.parent, 'function') : undefined;
  const spelled = callee === undefined ? '' : text.slice(callee.start, callee.end);
  return /^(?:sorted|min|max|map|filter|(?:functools\.)?reduce|(?:itertools\.)?groupby)$|\.sort$/.test(spelled);
}

function callAt({ module, node }: Use): Edit {
  return { path: module.path, start: node.end, end: node.end, text: '()' };
}

function localIn(callable: PythonNode, uses: readonly [Use, ...Use[]], name: string): Edit[] | Blocked {
  const [{ module, node }] = uses;
  const { text } = module.tree;
  const { path } = module;
  const blocked = (code: Code): Blocked => ({ code, place: { path, start: node.start, end: node.end } });
  if (callable.type !== 'function_definition') return blocked('read-twice-in-lambda');
  const statement = placeIn(
    callable,
    uses.map((use) => use.node),
  );
  if (statement === undefined) return blocked('used-on-both-sides-of-loop');
  const indent = indentOf(text, statement.start);
  if (indent === undefined) return blocked('shares-its-line');
  const local = freeName(name, namesIn(callable, text), module.scopes.module.bindings);
  const called = text.slice(node.start, node.end);
  return [
    {
      path,
      start: statement.start,
      end: statement.start,
      text: `${local} = ${called}()${newlineOf(text)}${indent}`,
    },
    ...uses.map((use) => ({ path, start: use.node.start, end: use.node.end, text: local })),
  ];
}

/**
 * The statement before which a local name serves all uses: in the innermost block that holds them all, outside of `for`
 * loops, which read the same rows on each turn, and inside of `while` loops, which may wait for new ones.
 * @returns undefined where a `while` loop holds some of the uses and not others.
 */
function placeIn(callable: PythonNode, nodes: readonly PythonNode[]): PythonNode | undefined {
  const [first] = nodes;
  if (first === undefined) return undefined;
  const block = [...ancestorsOf(first)].find((up) => up.type === 'block' && nodes.every((node) => isWithin(node, up)));
  if (block === undefined || !isWithin(block, callable)) return undefined;
  let place = named(block).find((one) => isWithin(first, one));
  for (let loop = innermostLoop(place); loop?.type === 'for_statement'; loop = innermostLoop(place)) place = loop;
  const around = place === undefined ? [] : loopsAround(place);
  const isElsewhere = (loop: PythonNode) => loop.type === 'while_statement' && !around.includes(loop);
  return nodes.some((node) => loopsAround(node).some(isElsewhere)) ? undefined : place;
}

function innermostLoop(node: PythonNode | undefined): PythonNode | undefined {
  return node === undefined ? undefined : loopsAround(node)[0];
}

/** What a name says beside that something is asked for: `gather_unpaid`, `ORDERS_QUERY`. */
const asking = /^(?:get|gather|fetch|find|load|list|read|select|query)_+|_+(?:query|queryset|qs)$/;

const keywords =
  /^(?:and|as|assert|async|await|break|class|continue|def|del|elif|else|except|finally|for|from|global|if|import|in|is|lambda|nonlocal|not|or|pass|raise|return|try|while|with|yield|match|case|type|\d.*|)$/;

/** Names that everyone knows as something else. */
const builtins =
  /^(?:all|any|bool|bytes|dict|dir|filter|float|format|hash|help|id|input|int|iter|len|list|map|max|min|next|object|open|print|property|range|repr|reversed|round|set|slice|sorted|str|sum|super|tuple|type|vars|zip)$/;

/** The names that a function reads or writes, those of attributes and keywords left out. */
function namesIn(callable: PythonNode, text: string): ReadonlySet<string> {
  const isPart = (node: PythonNode) =>
    node.field === 'attribute' || (node.field === 'name' && node.parent?.type === 'keyword_argument');
  const identifiers = [...walk(callable)].filter((node) => node.type === 'identifier' && !isPart(node));
  return new Set(identifiers.map((node) => text.slice(node.start, node.end)));
}

/** A local name for the rows: the name without the words that ask, else one that says when they were read. */
function freeName(name: string, within: ReadonlySet<string>, taken: ReadonlyMap<string, unknown>): string {
  const lower = name.replace(/^_+/, '').toLowerCase();
  const bare = lower.replace(asking, '');
  const isFree = (candidate: string) =>
    !keywords.test(candidate) && !builtins.test(candidate) && !taken.has(candidate) && !within.has(candidate);
  const candidates = [bare, lower, `current_${bare || lower}`, `${bare || lower}_now`];
  for (let count = 2; !candidates.some(isFree); count += 1) candidates.push(`${lower}_${count}`);
  return candidates.find(isFree) ?? lower;
}

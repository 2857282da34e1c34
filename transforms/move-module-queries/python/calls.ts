import { loopsAround } from '../../../src/languages/python/flow.ts';
import { ancestorsOf, isWithin, named, type PythonNode } from '../../../src/languages/python/node.ts';
import { functionAround } from '../../../src/languages/python/queries.ts';
import type { Use } from '../../../src/languages/python/uses.ts';
import type { Edit } from '../../../src/model/source.ts';
import { indentOf, newlineOf } from './lines.ts';

/**
 * Makes every use of a name call the function that it has become. A function that uses it once, outside of loops, calls
 * it there; another asks once and keeps the answer in a local name, so that all its uses see the same rows.
 * @returns undefined where a function has no place for the local name that serves all its uses.
 */
export function callsAt(uses: readonly Use[], name: string): Edit[] | undefined {
  const edits: Edit[] = [];
  const byFunction = new Map<PythonNode, Use[]>();
  for (const use of uses) {
    const around = functionAround(use.node);
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
    if (others.length === 0 && loopsAround(first.node).length === 0) {
      edits.push(callAt(first));
      continue;
    }
    const local = localIn(callable, own, name);
    if (local === undefined) return undefined;
    edits.push(...local);
  }
  return edits;
}

function callAt({ module, node }: Use): Edit {
  return { path: module.path, start: node.end, end: node.end, text: '()' };
}

function localIn(callable: PythonNode, uses: readonly Use[], name: string): Edit[] | undefined {
  const [first] = uses;
  if (first === undefined || callable.type !== 'function_definition') return undefined;
  const { module } = first;
  const { text } = module.tree;
  const statement = placeIn(
    callable,
    uses.map(({ node }) => node),
  );
  const indent = statement && indentOf(text, statement.start);
  const local = freeName(name, text.slice(callable.start, callable.end), module.scopes.module.bindings);
  if (statement === undefined || indent === undefined || local === undefined) return undefined;
  const called = text.slice(first.node.start, first.node.end);
  return [
    {
      path: module.path,
      start: statement.start,
      end: statement.start,
      text: `${local} = ${called}()${newlineOf(text)}${indent}`,
    },
    ...uses.map(({ node }) => ({ path: module.path, start: node.start, end: node.end, text: local })),
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

function freeName(name: string, within: string, taken: ReadonlyMap<string, unknown>): string | undefined {
  const lower = name.replace(/^_+/, '').toLowerCase();
  return [lower, `current_${lower}`, `${lower}_now`].find(
    (candidate) =>
      candidate !== name && !taken.has(candidate) && !new RegExp(String.raw`\b${candidate}\b`).test(within),
  );
}

import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { isFunctionNode, isLoopNode, targetsIn } from '../../../src/languages/javascript/nodes.ts';
import type { Binding } from '../../../src/languages/javascript/scopes.ts';
import { childrenOf, endOf, isWithin, startOf, walk } from '../../../src/languages/javascript/walk.ts';
import { type Early, earlyReturns } from './early.ts';
import type { RowRead } from './reads.ts';
import type { Code } from './refusals.ts';
import type { RowWrite } from './writes.ts';

/** The statements from the read of a row to its last write, in one block. */
export interface Region {
  readonly statements: readonly Node[];
  readonly start: number;
  readonly end: number;
  /** The names that are declared inside and used behind. */
  readonly escaping: readonly Binding[];
  /** What stands before the `await` of the transaction: the function returns what the lines return. */
  readonly isReturned: boolean;
  /** Whether the lines may return before they end. */
  readonly isLeft: boolean;
  /** What alone stands behind the lines in their function, and asks nothing of anyone. */
  readonly behind: Node | undefined;
  /** How the lines return early where the function goes on behind them. */
  readonly early: Early | undefined;
}

/** @returns the code that says why the lines cannot be put into a transaction as they stand. */
export function regionOf(file: JavaScriptFile, read: RowRead, writes: readonly RowWrite[]): Region | Code {
  const block = file.parentOf(read.statement);
  if (read.statement.type !== 'VariableDeclaration' || block?.type !== 'BlockStatement') return 'control-flow-leaves';
  const first = block.body.indexOf(read.statement);
  const holders = writes.map(({ node }) => block.body.findIndex((statement) => isWithin(node, statement)));
  if (holders.some((place) => place < first) || writes.some(({ node }) => isInCallback(file, node, block)))
    return 'control-flow-leaves';
  let last = Math.max(first, ...holders);
  const leaving = leavingIn(block.body.slice(first, last + 1));
  if (leaving.some(({ type }) => type === 'YieldExpression')) return 'yields-between';
  if (leaving.some(({ type }) => type !== 'ReturnStatement')) return 'control-flow-leaves';
  let isReturned = leaving.length > 0;
  let early: Early | undefined;
  if (isReturned) {
    const next = block.body[last + 1];
    if (next?.type === 'ReturnStatement' && isPlain(next.argument ?? undefined)) last += 1;
    const isEnd = block.body[last]?.type === 'ReturnStatement';
    const isFunctionEnd = isFunctionNode(file.parentOf(block) ?? block) && last === block.body.length - 1;
    if (isEnd || isFunctionEnd) {
      // Bare returns at the end of a function give nothing back.
      isReturned = isEnd || leaving.some((one) => one.type === 'ReturnStatement' && one.argument);
    } else {
      early = earlyReturns(file, leaving);
      if (!early) return 'control-flow-leaves';
      isReturned = false;
    }
  }
  const statements = block.body.slice(first, last + 1);
  const [opening] = statements;
  const closing = statements.at(-1);
  const start = startOf(opening ?? block);
  const end = endOf(closing ?? block);
  const declared = statements.flatMap((one) =>
    one.type === 'VariableDeclaration' ? one.declarations.flatMap(({ id }) => targetsIn(id)) : [],
  );
  const escaping = declared.flatMap((name) => {
    const binding = file.scopes.bindingOf(name);
    return binding && [...binding.reads, ...binding.writes.map(({ node }) => node)].some((use) => startOf(use) >= end)
      ? binding
      : [];
  });
  if (statements.some((one) => one.type === 'FunctionDeclaration' || one.type === 'ClassDeclaration'))
    return 'control-flow-leaves';
  if (escaping.some(({ writes: others, kind }) => kind !== 'const' && others.some(({ node }) => startOf(node) >= end)))
    return 'row-used-after';
  if (early && escaping.length > 0) return 'control-flow-leaves';
  const next = block.body[last + 1];
  const isAlone = next?.type === 'ReturnStatement' && isPlain(next.argument ?? undefined);
  const behind = isAlone && isFunctionNode(file.parentOf(block) ?? block) ? next : undefined;
  return { statements, start, end, escaping, isReturned, isLeft: leaving.length > 0, behind, early };
}

/** What leaves some statements before they end, their functions left out. */
function leavingIn(statements: readonly Node[]): Node[] {
  const found: Node[] = [];
  const visit = (node: Node, loops: number, switches: number): void => {
    if (isFunctionNode(node)) return;
    if (node.type === 'ReturnStatement' || node.type === 'YieldExpression') found.push(node);
    if (node.type === 'BreakStatement' && (node.label || loops + switches === 0)) found.push(node);
    if (node.type === 'ContinueStatement' && (node.label || loops === 0)) found.push(node);
    const isLoop = isLoopNode(node) ? 1 : 0;
    const isSwitch = node.type === 'SwitchStatement' ? 1 : 0;
    for (const child of childrenOf(node)) visit(child, loops + isLoop, switches + isSwitch);
  };
  for (const statement of statements) visit(statement, 0, 0);
  return found;
}

function isInCallback(file: JavaScriptFile, node: Node, block: Node): boolean {
  for (let outer = file.parentOf(node); outer !== undefined && outer !== block; outer = file.parentOf(outer))
    if (isFunctionNode(outer)) return true;
  return false;
}

/** An expression that asks nothing of anyone. */
function isPlain(node: Node | undefined): boolean {
  let plain = true;
  if (node)
    walk(node, (inner) => {
      if (/^(?:Call|OptionalCall|New|Await|Yield|TaggedTemplate|Assignment|Update)Expression?/.test(inner.type))
        plain = false;
      return plain;
    });
  return plain;
}

import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { isCallNode, unwrapped } from '../../../src/languages/javascript/nodes.ts';
import type { Binding } from '../../../src/languages/javascript/scopes.ts';
import { endOf, startOf } from '../../../src/languages/javascript/walk.ts';
import type { StateUse } from './uses.ts';

/**
 * Where a variable is given a promise that stays when it is rejected: it is made once, awaited by its name, and nothing
 * takes it away again.
 * @param made the places that give the variable a value.
 */
export function keptRejection(file: JavaScriptFile, binding: Binding, made: readonly StateUse[]): Node | undefined {
  const [only, ...others] = made;
  if (!only?.value || others.length > 0) return undefined;
  const value = unwrapped(only.value);
  if (!isCallNode(value)) return undefined;
  const assignment = file.parentOf(only.node);
  const later = binding.writes.filter(({ kind }) => kind !== 'init');
  if (later.length !== 1 || binding.writes.some(({ kind, value: first }) => kind === 'init' && !isNothing(first)))
    return undefined;
  // What is caught is dealt with in one way or another.
  if (/\.\s*(?:catch|finally|allSettled)\s*\(/.test(textOf(file, file.ast.program, binding))) return undefined;
  const isAwaited = (node: Node): boolean => {
    const parent = file.parentOf(node);
    return parent?.type === 'AwaitExpression';
  };
  const awaited = [...binding.reads, ...(assignment ? [assignment] : [])].some(isAwaited);
  return awaited && !isAwaited(value) ? only.node : undefined;
}

/** The statements that name a variable. */
function textOf(file: JavaScriptFile, root: Node, { reads, writes }: Binding): string {
  return [...reads, ...writes.map(({ node }) => node)]
    .map((name) => {
      let statement: Node = name;
      for (let outer = file.parentOf(name); outer && outer !== root; outer = file.parentOf(outer)) {
        statement = outer;
        if (/Statement$|^VariableDeclaration$/.test(outer.type) && outer.type !== 'BlockStatement') break;
      }
      return file.text.slice(startOf(statement), endOf(statement));
    })
    .join('\n');
}

function isNothing(value: Node | undefined): boolean {
  const given = value && unwrapped(value);
  return !given || given.type === 'NullLiteral' || (given.type === 'Identifier' && given.name === 'undefined');
}

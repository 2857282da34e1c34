import type { Node } from '@babel/types';
import type { JavaScriptFile } from './file.ts';
import { isMemberNode, type MemberNode, propertyName, unwrapped } from './nodes.ts';

/** A name, or `this`, and what is read of it without calling anything. */
export interface Path {
  readonly root: Node;
  readonly names: readonly string[];
  /** The node of each step: `a.b`, `a.b.c`. */
  readonly steps: readonly MemberNode[];
}

/** The plain path that is read from a root; a method that is called at its end is left out. */
export function pathFrom(file: JavaScriptFile, root: Node): Path {
  const names: string[] = [];
  const steps: MemberNode[] = [];
  for (
    let at = root, outer = file.parentOf(at);
    outer && isMemberNode(outer) && outer.object === at;
    outer = file.parentOf(at)
  ) {
    const name = propertyName(outer);
    const holder = file.parentOf(outer);
    const isCalled =
      (holder?.type === 'CallExpression' || holder?.type === 'OptionalCallExpression') && holder.callee === outer;
    if (name === undefined || isCalled) break;
    names.push(name);
    steps.push(outer);
    at = outer;
  }
  return { root, names, steps };
}

/** `[a, 'b', 'c']` of `a.b.c`; undefined where a step is called, or starts otherwise. */
export function stepsOf(target: Node): [Node, ...string[]] | undefined {
  const names: string[] = [];
  let at = unwrapped(target);
  while (isMemberNode(at)) {
    names.unshift(propertyName(at) ?? '*');
    at = unwrapped(at.object);
  }
  return at.type === 'Identifier' || at.type === 'ThisExpression' ? [at, ...names] : undefined;
}

/** Whether two paths start from the same variable. */
export function isSameRoot(file: JavaScriptFile, a: Node, b: Node): boolean {
  if (a.type === 'ThisExpression' || b.type === 'ThisExpression') return a.type === b.type;
  return a.type === 'Identifier' && b.type === 'Identifier' && file.scopes.bindingOf(a) === file.scopes.bindingOf(b);
}

/** Whether what is read lies in what is written, or holds it; `*` is any step. */
export const overlaps = (read: readonly string[], written: readonly string[]): boolean =>
  read.slice(0, written.length).every((name, at) => written[at] === name || written[at] === '*');

import type { PythonNode } from './node.ts';

type Open = { -readonly [K in keyof PythonNode]: PythonNode[K] } & { children: PythonNode[] };

/** What an expression goes on with behind its first part. */
const further = /^(?:attribute|subscript|call)$/;

/**
 * Puts right what the grammar takes for `(*orders).unpaid`: in a list, a set and an assignment `*orders.unpaid` is a star
 * and an attribute behind it (tree-sitter-python 0.25).
 */
export function mendSplat(found: PythonNode): void {
  const splat = found as Open;
  const inner = splat.children.find((one) => one.named) as Open | undefined;
  let top = splat.parent as Open | undefined;
  if (top === undefined || inner === undefined || !further.test(top.type) || top.children[0] !== splat) return;
  inner.parent = top;
  inner.field = splat.field;
  top.children[0] = inner;
  top.start = inner.start;
  while (top.parent && further.test(top.parent.type) && top.parent.children[0] === top) {
    top = top.parent as Open;
    top.start = inner.start;
  }
  const around = top.parent as Open | undefined;
  if (around === undefined) return;
  around.children[around.children.indexOf(top)] = splat;
  splat.parent = around;
  splat.field = top.field;
  splat.end = top.end;
  splat.children = splat.children.map((one) => (one === inner ? (top as Open) : one));
  top.parent = splat;
  top.field = undefined;
}

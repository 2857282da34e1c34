import type { PythonNode } from './node.ts';

/** A node and all that is in it, in source order. */
export function* walk(root: PythonNode): Generator<PythonNode> {
  const stack = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    yield node;
    stack.push(...node.children.toReversed());
  }
}

/** What a module is called by its last name: `forms` for `shop/forms.py`, `shop` for `shop/__init__.py`. */
export function baseOf(path: string): string {
  const parts = path.replace(/(?:\/__init__)?\.pyw?$/, '').split('/');
  return parts.at(-1) ?? '';
}

import type { Node } from '@babel/types';

/**
 * Visits a node and everything below it, in the order of the tree, parents first.
 * @param visit returns false to leave out what is below the node.
 */
export function walk(root: Node, visit: (node: Node, parent: Node | undefined) => unknown): void {
  const nodes: Node[] = [root];
  const parents: (Node | undefined)[] = [undefined];
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    if (visit(node, parents.pop()) === false) continue;
    const below = childrenOf(node);
    for (let i = below.length - 1; i >= 0; i--) {
      nodes.push(below[i] as Node);
      parents.push(node);
    }
  }
}

/**
 * The nodes directly below one. Babel's nodes hold nothing else that has a `type` (comments are not attached), so its
 * table of keys, 56 ms to load, is not needed.
 */
export function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (const value of Object.values(node)) {
    if (typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) children.push(item);
    } else if (isNode(value)) {
      children.push(value);
    }
  }
  return children;
}

/** Looks a node's parent up; undefined for the root. */
export type ParentOf = (node: Node) => Node | undefined;

/** Records the parent of every node below a root. */
export function parentsIn(root: Node): ParentOf {
  const parents = new Map<Node, Node | undefined>();
  walk(root, (node, parent) => {
    parents.set(node, parent);
  });
  return (node) => parents.get(node);
}

/** Where a node stands in the text: the parser gives every node an offset, its type only says maybe. */
export function startOf(node: Node): number {
  return node.start ?? 0;
}

/** The offset behind a node. */
export function endOf(node: Node): number {
  return node.end ?? 0;
}

/** Whether one node is the other or stands inside it. */
export function isWithin(node: Node, outer: Node): boolean {
  return startOf(node) >= startOf(outer) && endOf(node) <= endOf(outer);
}

/** The nearest node around one, itself left out, that a test accepts. */
export function closest<T extends Node>(
  node: Node,
  parentOf: ParentOf,
  accepts: (candidate: Node) => candidate is T,
): T | undefined {
  for (let outer = parentOf(node); outer !== undefined; outer = parentOf(outer)) if (accepts(outer)) return outer;
  return undefined;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}

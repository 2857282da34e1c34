/** A node of a Python tree, as tree-sitter-python names it. Offsets are UTF-16, a byte order mark included. */
export interface PythonNode {
  readonly type: string;
  /** False for punctuation and keywords. */
  readonly named: boolean;
  readonly start: number;
  readonly end: number;
  /** The role that it plays in its parent; comments play none. */
  readonly field: string | undefined;
  readonly parent: PythonNode | undefined;
  readonly children: readonly PythonNode[];
}

/** The types whose nodes a tree lists, in source order, so that nobody walks the tree for them. */
export const indexedTypes = [
  'call',
  'comment',
  'decorator',
  'with_statement',
  'parameters',
  'lambda_parameters',
  'except_clause',
  'raise_statement',
  'print_statement',
  'exec_statement',
  'integer',
  'string_start',
  '<>',
] as const;

export type IndexedType = (typeof indexedTypes)[number];

/** A parsed text. */
export interface PythonTree {
  readonly root: PythonNode;
  readonly text: string;
  readonly index: Readonly<Record<IndexedType, readonly PythonNode[]>>;
  /** What the parser could not place, or put in to go on; in source order. */
  readonly faults: readonly { readonly node: PythonNode; readonly missing: boolean }[];
}

/** The first child that plays a role. */
export function child(node: PythonNode, field: string): PythonNode | undefined {
  return node.children.find((one) => one.field === field);
}

/** All children that play a role. */
export function childrenOf(node: PythonNode, field: string): readonly PythonNode[] {
  return node.children.filter((one) => one.field === field && one.named);
}

/** The children that are neither punctuation, keywords nor comments. */
export function named(node: PythonNode): readonly PythonNode[] {
  return node.children.filter((one) => one.named && one.type !== 'comment' && one.type !== 'line_continuation');
}

/** The nodes around a node, innermost first, itself left out. */
export function* ancestorsOf(node: PythonNode): Generator<PythonNode> {
  for (let up = node.parent; up !== undefined; up = up.parent) yield up;
}

/** Whether a node is another, or stands inside it. */
export function isWithin(node: PythonNode, outer: PythonNode): boolean {
  return node.start >= outer.start && node.end <= outer.end;
}

/** An expression without the parentheses around it. */
export function unwrapped(node: PythonNode): PythonNode {
  let inner = node;
  while (inner.type === 'parenthesized_expression') {
    const [only] = named(inner);
    if (only === undefined) return inner;
    inner = only;
  }
  return inner;
}

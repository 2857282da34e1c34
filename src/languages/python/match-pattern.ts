import { named, type PythonNode } from './node.ts';

/** What the patterns of a `case` bind, and what they compare with. */
export interface PatternNames {
  readonly captures: readonly PythonNode[];
  /** The first name of each dotted value and class. */
  readonly values: readonly PythonNode[];
}

/** The names in the patterns of one `case`, in source order. */
export function capturesIn(patterns: readonly PythonNode[], textOf: (node: PythonNode) => string): PatternNames {
  const captures: PythonNode[] = [];
  const values: PythonNode[] = [];
  const stack = patterns.toReversed();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const parts = named(node);
    const [first] = parts;
    if (node.type === 'dotted_name') {
      const isCapture = parts.length === 1 && node.parent?.type !== 'class_pattern' && node.field !== 'key';
      if (first) (isCapture && textOf(first) !== '_' ? captures : isCapture ? [] : values).push(first);
    } else if (node.type === 'identifier') {
      captures.push(node);
    } else {
      // `Point(x=px)`: the keyword is an attribute's name.
      stack.push(...(node.type === 'keyword_pattern' ? parts.slice(1) : parts).toReversed());
    }
  }
  return { captures, values };
}

/** Whether a `case` takes whatever comes: one bare name or `_`, and no guard. */
export function isIrrefutable(clause: PythonNode): boolean {
  const parts = named(clause);
  if (parts.some((one) => one.field === 'guard')) return false;
  const patterns = parts.filter((one) => one.type === 'case_pattern');
  const [only] = patterns;
  // `case x,:` takes sequences of one.
  if (only === undefined || clause.children.some((one) => one.type === ',')) return false;
  const [inner] = named(only);
  return inner === undefined || (inner.type === 'dotted_name' && named(inner).length === 1);
}

import type { AssignmentExpression, Identifier, Node } from '@babel/types';
import { statementAround, targetsIn, unwrapped } from './nodes.ts';
import type { ParentOf } from './walk.ts';

/** One place where a name gets a value. */
export interface Write {
  /** The identifier that is written, the one inside a destructuring pattern. */
  readonly node: Identifier;
  /**
   * `init` a declarator with a value, `assign` `=`, `compound` `+=` and its kin, `update` `++` and `--`, `for` the head
   * of a `for-in` or `for-of`, with or without a declaration.
   */
  readonly kind: 'init' | 'assign' | 'compound' | 'update' | 'for';
  /** The declarator, assignment, update or loop that writes. */
  readonly by: Node;
  /** The statement of `by`; the loop itself for a head. */
  readonly statement: Node;
  /** The expression whose value the name gets as a whole; undefined for destructuring, heads and updates. */
  readonly value: Node | undefined;
}

/**
 * What a node writes to names.
 * @param by a declarator, assignment, update or loop; anything else writes nothing.
 */
export function writesBy(by: Node, parentOf: ParentOf): Write[] {
  const written = writtenBy(by, parentOf);
  if (written === undefined) return [];
  const { kind, target, value } = written;
  const writer = written.loop ?? by;
  const whole = unwrapped(target);
  return targetsIn(target).map((node) => ({
    node,
    kind,
    by: writer,
    statement: statementAround(writer, parentOf),
    value: node === whole ? value : undefined,
  }));
}

interface Written {
  readonly kind: Write['kind'];
  readonly target: Node;
  readonly value?: Node | undefined;
  readonly loop?: Node;
}

function writtenBy(by: Node, parentOf: ParentOf): Written | undefined {
  switch (by.type) {
    case 'VariableDeclarator': {
      const loop = headOf(by, parentOf);
      if (loop !== undefined) return { kind: 'for', target: by.id, loop };
      return by.init ? { kind: 'init', target: by.id, value: by.init } : undefined;
    }
    case 'AssignmentExpression':
      return { kind: isPlain(by) ? 'assign' : 'compound', target: by.left, value: by.right };
    case 'UpdateExpression':
      return { kind: 'update', target: by.argument };
    case 'ForInStatement':
    case 'ForOfStatement':
      return { kind: 'for', target: by.left };
    default:
      return undefined;
  }
}

function isPlain(assignment: AssignmentExpression): boolean {
  return assignment.operator === '=';
}

/** The `for-in` or `for-of` whose head holds a declarator. */
function headOf(declarator: Node, parentOf: ParentOf): Node | undefined {
  const declaration = parentOf(declarator);
  const loop = declaration && parentOf(declaration);
  const inHead = loop?.type === 'ForInStatement' || loop?.type === 'ForOfStatement' ? loop.left === declaration : false;
  return inHead ? loop : undefined;
}

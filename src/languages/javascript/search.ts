import { createRequire } from 'node:module';
import type { Node } from '@babel/types';
import type { JSCodeshift } from 'jscodeshift';
import type { CallNode, MemberNode } from './nodes.ts';
import { startOf } from './walk.ts';

type TypeName = Node['type'];

/** What a type's name finds: `a?.b` is a member expression and `a?.b()` a call, though Babel types them apart. */
export type Found<T extends TypeName> = T extends 'CallExpression'
  ? CallNode
  : T extends 'MemberExpression'
    ? MemberNode
    : Extract<Node, { type: T }>;

let loaded: JSCodeshift | undefined;

/**
 * The nodes of a type in a tree, its root included, in the order of the text, found by jscodeshift.
 * @param filter jscodeshift's: an object that the node must match.
 */
export function find<T extends TypeName>(root: Node, type: T, filter?: object): Found<T>[] {
  const j = jscodeshift();
  const types = new Set<string>([type, chained.get(type) ?? type]);
  // Over the tree as parsed: no printer, no copy. `find` leaves out the root, and finds every subtype too: a call that
  // is chained for a call, but also a JSXIdentifier for an Identifier.
  const below = j(root as never)
    .find(j[type as 'Node'], filter)
    .nodes() as unknown as Node[];
  const found = below.filter((node) => types.has(node.type));
  if (types.has(root.type) && (filter === undefined || j.match(root as never, filter as never))) found.push(root);
  return found.sort((a, b) => startOf(a) - startOf(b)) as Found<T>[];
}

const chained = new Map<string, string>([
  ['CallExpression', 'OptionalCallExpression'],
  ['MemberExpression', 'OptionalMemberExpression'],
]);

/** 54 ms to load: only a file with a site asks for it. */
function jscodeshift(): JSCodeshift {
  loaded ??= createRequire(import.meta.url)('jscodeshift/src/core') as JSCodeshift;
  return loaded;
}

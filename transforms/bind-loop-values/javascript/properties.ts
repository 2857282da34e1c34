import type { Node } from '@babel/types';
import { comesAfter } from '../../../src/languages/javascript/flow.ts';
import { isMemberNode, type MemberNode, propertyName, unwrapped } from '../../../src/languages/javascript/nodes.ts';
import { isWithin, startOf } from '../../../src/languages/javascript/walk.ts';
import type { Capture, Surroundings } from './captures.ts';

/** An object and the plain path of properties below it: `payload` and `user.id` of `payload.user.id`. */
interface Path {
  readonly root: Node;
  readonly names: readonly string[];
}

/**
 * The properties that a callback reads and that the loop assigns, of objects that are the same on every turn.
 * `const` is no help here: it holds the object, not what is in it.
 */
export function propertyCapturesOf({ file, registration, made, loops }: Surroundings): Capture[] {
  const { callback } = registration;
  const isReused = (root: Node, loop: Node): boolean => {
    if (root.type === 'ThisExpression') return true;
    const binding = root.type === 'Identifier' ? file.scopes.bindingOf(root) : undefined;
    return (
      binding !== undefined &&
      binding.kind !== 'import' &&
      !isWithin(binding.scopeNode, loop) &&
      !binding.writes.some(({ node }) => isWithin(node, loop))
    );
  };
  const keyOf = ({ root }: Path) => (root.type === 'Identifier' ? root.name : 'this');
  const assigned = loops.flatMap(({ node: loop }) =>
    file.find(loop, 'AssignmentExpression').flatMap((assignment) => {
      if (assignment.type !== 'AssignmentExpression' || assignment.operator !== '=' || isWithin(assignment, callback))
        return [];
      const path = pathOf(unwrapped(assignment.left));
      return path?.names.length && isReused(path.root, loop) ? [{ path, assignment }] : [];
    }),
  );
  if (!assigned.length) return [];
  const byName = new Map<string, { reads: Node[]; write: Node; calledAfter: string; refusal: Capture['refusal'] }>();
  for (const root of rootsIn(file, callback)) {
    const read = longestPathFrom(file, root);
    for (const { path, assignment } of assigned) {
      if (keyOf(path) !== keyOf(read) || !isSameRoot(file, path.root, root)) continue;
      if (!startsWith(read.names, path.names) && !startsWith(path.names, read.names)) continue;
      const isWhole = read.names.length < path.names.length || read.isCalled;
      // Reading `this` whole is calling a method or looking at a neighbour: no copy of it was ever meant.
      if (isWhole && root.type === 'ThisExpression') continue;
      const name = [keyOf(path), ...path.names].join('.');
      const refusal = isWhole
        ? 'object-reused'
        : comesAfter(file, assignment, made)
          ? 'assigned-after-registration'
          : undefined;
      const entry = byName.get(name) ?? { reads: [], write: assignment, calledAfter: path.names.at(-1) ?? '', refusal };
      entry.reads.push(read.nodes[path.names.length] ?? root);
      byName.set(name, { ...entry, refusal: entry.refusal ?? refusal });
    }
  }
  return [...byName].map(([name, { reads, write, calledAfter, refusal }]) => ({
    name,
    binding: undefined,
    reads: [...new Set(reads)],
    write,
    calledAfter,
    refusal: refusal ?? (registration.callbackName ? 'object-reused' : undefined),
  }));
}

/** `a.b.c` as a root and names; undefined where a step is computed or called. */
function pathOf(node: Node): Path | undefined {
  const names: string[] = [];
  let at = node;
  while (isMemberNode(at)) {
    const name = propertyName(at);
    if (name === undefined) return undefined;
    names.unshift(name);
    at = unwrapped(at.object);
  }
  return at.type === 'Identifier' || at.type === 'ThisExpression' ? { root: at, names } : undefined;
}

/** The longest plain path that starts at a root, with the node of every step. */
function longestPathFrom(file: Surroundings['file'], root: Node): Path & { nodes: Node[]; isCalled: boolean } {
  const names: string[] = [];
  const nodes = [root];
  let at = root;
  for (;;) {
    const outer = file.parentOf(at);
    if (!outer) break;
    if (outer.type === 'TSNonNullExpression') {
      at = outer;
      continue;
    }
    const name = isMemberNode(outer) && outer.object === at ? propertyName(outer as MemberNode) : undefined;
    if (name === undefined) {
      // `a.b.run()` hands `a.b` to `run` as this: the last step is a method, not a value.
      const isCallee =
        (outer.type === 'CallExpression' || outer.type === 'OptionalCallExpression') && outer.callee === at;
      if (isCallee && names.length) {
        names.pop();
        nodes.pop();
        return { root, names, nodes, isCalled: false };
      }
      break;
    }
    names.push(name);
    nodes.push(outer);
    at = outer;
  }
  return { root, names, nodes, isCalled: false };
}

function rootsIn(file: Surroundings['file'], callback: Node): Node[] {
  const names = file.scopes.freeReads(callback).map(({ node }): Node => node);
  const own =
    callback.type === 'ArrowFunctionExpression'
      ? file.find(callback, 'ThisExpression').filter((node) => isArrowThis(file, node, callback))
      : [];
  return [...names, ...own].sort((a, b) => startOf(a) - startOf(b));
}

/** Whether a `this` inside an arrow function is the one outside of it. */
function isArrowThis(file: Surroundings['file'], node: Node, callback: Node): boolean {
  for (let outer = file.parentOf(node); outer && outer !== callback; outer = file.parentOf(outer)) {
    if (
      /^(?:FunctionExpression|FunctionDeclaration|ObjectMethod|ClassMethod|ClassPrivateMethod|ClassProperty|StaticBlock)$/.test(
        outer.type,
      )
    )
      return false;
  }
  return true;
}

function isSameRoot(file: Surroundings['file'], a: Node, b: Node): boolean {
  if (a.type === 'ThisExpression' || b.type === 'ThisExpression') return a.type === b.type;
  return a.type === 'Identifier' && b.type === 'Identifier' && file.scopes.bindingOf(a) === file.scopes.bindingOf(b);
}

const startsWith = (names: readonly string[], start: readonly string[]): boolean =>
  start.every((name, at) => names[at] === name);

import type { Node } from '@babel/types';
import { comesAfter } from '../../../src/languages/javascript/flow.ts';
import { isMemberNode, type MemberNode, propertyName, unwrapped } from '../../../src/languages/javascript/nodes.ts';
import { isWithin, startOf } from '../../../src/languages/javascript/walk.ts';
import type { Capture, Surroundings } from './captures.ts';
import { isCertainlyBefore, isInterleaved, placeRefusal } from './turns.ts';

/** An object and the plain path of properties below it: `payload` and `user.id` of `payload.user.id`. */
interface Path {
  readonly root: Node;
  readonly names: readonly string[];
}

/**
 * The properties that a callback reads and that the loop assigns, of objects that are the same on every turn.
 * `const` is no help here: it holds the object, not what is in it.
 */
export function propertyCapturesOf(around: Surroundings): Capture[] {
  const { file, registration, loops, callbacks } = around;
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
  const assigned = loops.flatMap(({ node: loop }) =>
    file.find(loop, 'AssignmentExpression').flatMap((assignment) => {
      if (assignment.type !== 'AssignmentExpression' || assignment.operator !== '=') return [];
      if (callbacks.some((one) => isWithin(assignment, one))) return [];
      const path = pathOf(unwrapped(assignment.left));
      return path?.names.length && isReused(path.root, loop) ? [{ path, assignment }] : [];
    }),
  );
  if (!assigned.length) return [];
  const byName = new Map<string, Pick<Capture, 'reads' | 'write' | 'calledAfter' | 'refusal'>>();
  for (const root of rootsIn(file, callback)) {
    const read = longestPathFrom(file, root);
    const related = assigned.filter(
      ({ path }) =>
        isSameRoot(file, path.root, root) && (startsWith(read.names, path.names) || startsWith(path.names, read.names)),
    );
    // The last step that the loop assigns is the one to copy: `state.order.id`, where it assigns `state.order` too.
    const [deepest] = related.sort((a, b) => b.path.names.length - a.path.names.length);
    if (!deepest) continue;
    const { path, assignment } = deepest;
    const node = read.nodes[path.names.length];
    if (node && isOnlyWritten(file, node)) continue;
    // Reading `this` whole is calling a method or looking at a neighbour: no copy of it was ever meant.
    if (!node && root.type === 'ThisExpression') continue;
    const name = [keyOf(path), ...path.names].join('.');
    const known = byName.get(name);
    const refusal = known?.refusal ?? (node ? refusalOf(around, path, node, related) : 'object-reused');
    const reads = [...new Set([...(known?.reads ?? []), node ?? root])];
    byName.set(name, { reads, write: assignment, calledAfter: path.names.at(-1) ?? '', refusal });
  }
  return [...byName].map(([name, capture]) => ({ name, binding: undefined, isCertainlySet: true, ...capture }));
}

type Assigned = { readonly path: Path; readonly assignment: Node };

/** @param read the node that a copy would stand for. */
function refusalOf(around: Surroundings, path: Path, read: Node, assigned: readonly Assigned[]): Capture['refusal'] {
  const { file, registration, made, loops, callbacks } = around;
  if (registration.callbackName) return 'object-reused';
  const writes = assigned.map(({ assignment }) => assignment);
  if (
    writes.some((write) => comesAfter(file, write, made) || isInterleaved(file, { node: write }, registration, loops))
  )
    return 'assigned-after-registration';
  if (callbacks.some((one) => isWrittenIn(file, one, path))) return 'assigned-in-callback';
  // What the read passes over where the object is missing, a copy would run into.
  if (isChainedOn(file, read) || !isSafeToRead(around, path, read, writes)) return 'object-reused';
  return placeRefusal(around, writes);
}

/** Whether a function assigns, counts or deletes a property. */
function isWrittenIn(file: Surroundings['file'], fn: Node, path: Path): boolean {
  return (['MemberExpression', 'OptionalMemberExpression'] as const)
    .flatMap((type) => file.find(fn, type))
    .some((member) => {
      const found = pathOf(member);
      if (!found || found.names.length > path.names.length || !startsWith(path.names, found.names)) return false;
      return isSameRoot(file, found.root, path.root) && isTarget(file, member);
    });
}

/** `a.b = 1` and `delete a.b` do not look at what was there. */
function isOnlyWritten(file: Surroundings['file'], member: Node): boolean {
  const outer = file.parentOf(member);
  if (outer?.type === 'UpdateExpression' || (outer?.type === 'AssignmentExpression' && outer.operator !== '='))
    return false;
  return isTarget(file, member);
}

function isTarget(file: Surroundings['file'], member: Node): boolean {
  const outer = file.parentOf(member);
  switch (outer?.type) {
    case 'AssignmentExpression':
    case 'AssignmentPattern':
    case 'ForOfStatement':
    case 'ForInStatement':
      return outer.left === member;
    case 'UnaryExpression':
      return outer.operator === 'delete';
    case 'ObjectProperty':
      return file.parentOf(outer)?.type === 'ObjectPattern' && outer.value === member;
    case 'TSNonNullExpression':
      return isTarget(file, outer);
    default:
      return /^(?:UpdateExpression|ArrayPattern|RestElement)$/.test(outer?.type ?? '');
  }
}

/** Whether an optional step stands in a longer chain, all of which it may cut off: `a?.b` of `a?.b.c`. */
function isChainedOn(file: Surroundings['file'], read: Node): boolean {
  const outer = file.parentOf(read);
  return (
    /^Optional(?:Member|Call)Expression$/.test(read.type) &&
    /^Optional(?:Member|Call)Expression$/.test(outer?.type ?? '')
  );
}

/** Whether the object of a property is there at the registration: it was just assigned, or the read asks. */
function isSafeToRead({ file, registration }: Surroundings, path: Path, read: Node, writes: readonly Node[]): boolean {
  if (read.type === 'OptionalMemberExpression' && path.names.length === 1) return true;
  if (path.root.type === 'ThisExpression' && path.names.length === 1) return true;
  const binding = path.root.type === 'Identifier' ? file.scopes.bindingOf(path.root) : undefined;
  const [only, ...others] = binding?.writes ?? [];
  if (
    path.names.length === 1 &&
    !others.length &&
    only?.value &&
    /^(?:Object|New)Expression$/.test(unwrapped(only.value).type)
  )
    return true;
  return writes.some((write) => isCertainlyBefore(file, write, registration));
}

const keyOf = ({ root }: Path): string => (root.type === 'Identifier' ? root.name : 'this');

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
function longestPathFrom(file: Surroundings['file'], root: Node): Path & { nodes: Node[] } {
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
        return { root, names, nodes };
      }
      break;
    }
    names.push(name);
    nodes.push(outer);
    at = outer;
  }
  return { root, names, nodes };
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

import { type CollectedScope, collectNames, type NameUse } from './names.ts';
import { ancestorsOf, child, type PythonNode, type PythonTree } from './node.ts';

export type ScopeKind = 'module' | 'class' | 'function' | 'lambda' | 'comprehension';

/** How a name gets its value. */
type WriteKind =
  | 'parameter'
  | 'assignment'
  | 'augmented'
  | 'for'
  | 'with'
  | 'except'
  | 'match'
  | 'walrus'
  | 'import'
  | 'def'
  | 'class'
  | 'type'
  | 'delete';

/** One place where a name gets, changes or loses its value. */
export interface Write {
  readonly node: PythonNode;
  readonly kind: WriteKind;
  /**
   * What performs it: the statement; the clause for `for` in a comprehension, `except` and `case`; the definition for
   * `def`, `class` and parameters; the expression for a walrus.
   */
  readonly statement: PythonNode;
  /** The expression whose value the name gets, where that is exactly so. */
  readonly value: PythonNode | undefined;
}

/** A name of one scope. */
export interface Binding {
  readonly name: string;
  readonly scope: Scope;
  /** In source order. An `except … as name` also takes the name away when its clause ends. */
  readonly writes: readonly Write[];
  /** In source order; an augmented assignment reads as well. */
  readonly reads: readonly PythonNode[];
}

interface Scope {
  readonly kind: ScopeKind;
  readonly node: PythonNode;
  readonly parent: Scope | undefined;
  readonly bindings: ReadonlyMap<string, Binding>;
}

/** An attribute or a subscript that is given a value: no name is written. */
export interface Mutation {
  /** The `attribute` or `subscript`. */
  readonly target: PythonNode;
  readonly kind: WriteKind;
  readonly statement: PythonNode;
  readonly value: PythonNode | undefined;
}

/** An identifier and what it stands for: undefined for a builtin, or for what a star import brought. */
interface Use {
  readonly node: PythonNode;
  readonly name: string;
  readonly binding: Binding | undefined;
}

/** The scopes of a file, with every read and write of a name. */
export interface Scopes {
  readonly module: Scope;
  readonly mutations: readonly Mutation[];
  /** The `from … import *` statements of the module's scope. */
  readonly starImports: readonly PythonNode[];
  /** The scope in which a node is evaluated: that of a default value is the one around its function. */
  scopeOf(node: PythonNode): Scope;
  bindingOf(identifier: PythonNode): Binding | undefined;
  /** Names read when the body of a function or lambda runs, nested ones included, that are bound outside of it. */
  freeReads(callable: PythonNode): readonly Use[];
  /** Names bound outside of a function that its body writes, by `global` or `nonlocal`. */
  freeWrites(callable: PythonNode): readonly (Use & { readonly binding: Binding; readonly write: Write })[];
}

interface OpenBinding extends Binding {
  readonly writes: Write[];
  readonly reads: PythonNode[];
}

/** Finds the scopes of a parsed file. */
export function scopesOf(tree: PythonTree): Scopes {
  const collected = collectNames(tree);
  const bindings = new Map<CollectedScope, Map<string, OpenBinding>>();
  const scopes = new Map<CollectedScope, Scope>();
  const byNode = new Map<PythonNode, Scope>();
  for (const each of collected.scopes) {
    const own = new Map<string, OpenBinding>();
    const scope: Scope = {
      kind: each.kind,
      node: each.node,
      parent: each.parent && scopes.get(each.parent),
      bindings: own,
    };
    bindings.set(each, own);
    scopes.set(each, scope);
    byNode.set(each.node, scope);
    for (const name of each.locals) own.set(name, { name, scope, writes: [], reads: [] });
  }
  const [outermost] = collected.scopes;
  const module = outermost && scopes.get(outermost);
  if (outermost === undefined || module === undefined) throw new Error('A module has a scope.');

  const find = (from: CollectedScope, name: string): OpenBinding | undefined => {
    for (let at: CollectedScope | undefined = from; at !== undefined; at = at.parent) {
      if (at.globals.has(name)) return bindings.get(outermost)?.get(name);
      if (at.kind === 'class' && at !== from) continue;
      const own = bindings.get(at)?.get(name);
      if (own !== undefined) return own;
    }
    return undefined;
  };

  const bindingByNode = new Map<PythonNode, Binding>();
  const scopeByName = new Map<PythonNode, Scope>();
  const uses: { use: NameUse; binding: Binding | undefined; write: Write | undefined }[] = [];
  for (const use of collected.uses) {
    const binding = find(use.scope, use.name);
    const write = use.write && { node: use.node, ...use.write };
    if (write !== undefined) binding?.writes.push(write);
    if (use.reads) binding?.reads.push(use.node);
    if (binding !== undefined) bindingByNode.set(use.node, binding);
    scopeByName.set(use.node, scopes.get(use.scope) ?? module);
    uses.push({ use, binding, write });
  }

  const usesFrom = (callable: PythonNode) =>
    uses.filter(({ use, binding }) => {
      if (use.node.start < callable.start || use.node.end > callable.end) return false;
      const outer = byNode.get(callable);
      return (
        outer !== undefined &&
        scopesOut(scopeByName.get(use.node)).includes(outer) &&
        !scopesOut(binding?.scope).includes(outer)
      );
    });

  return {
    module,
    mutations: collected.mutations,
    starImports: collected.starImports,
    scopeOf: (node) => scopeByName.get(node) ?? byNode.get(scopeNodeOf(node, byNode)) ?? module,
    bindingOf: (identifier) => bindingByNode.get(identifier),
    freeReads: (callable) =>
      usesFrom(callable)
        .filter(({ use }) => use.reads && !isLocalAnnotation(use.node))
        .map(({ use, binding }) => ({ node: use.node, name: use.name, binding })),
    freeWrites: (callable) =>
      usesFrom(callable).flatMap(({ use, binding, write }) =>
        write && binding ? [{ node: use.node, name: use.name, binding, write }] : [],
      ),
  };
}

function scopesOut(scope: Scope | undefined): readonly Scope[] {
  return scope === undefined ? [] : [scope, ...scopesOut(scope.parent)];
}

/** Python does not evaluate the annotation of a local variable. */
function isLocalAnnotation(node: PythonNode): boolean {
  for (const up of [node, ...ancestorsOf(node)]) {
    if (up.type === 'block') return false;
    if (up.field === 'type' && up.parent?.type === 'assignment') return true;
  }
  return false;
}

/** The innermost node that owns a scope in which a node is evaluated. */
function scopeNodeOf(node: PythonNode, owners: ReadonlyMap<PythonNode, Scope>): PythonNode {
  let at = node;
  for (const up of ancestorsOf(node)) {
    if (owners.has(up) && isInside(at, up, node)) return up;
    at = up;
  }
  return at;
}

function isInside(at: PythonNode, owner: PythonNode, node: PythonNode): boolean {
  if (owner.type === 'module') return true;
  if (!owner.type.endsWith('comprehension') && owner.type !== 'generator_expression') return at.field === 'body';
  const first = owner.children.find((one) => one.type === 'for_in_clause');
  const iterable = at === first ? child(first, 'right') : undefined;
  return iterable === undefined || node.start < iterable.start || node.end > iterable.end;
}

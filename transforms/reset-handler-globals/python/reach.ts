import type { PythonFile } from '../../../src/languages/python/file.ts';
import { ancestorsOf, child, isWithin, named, type PythonNode } from '../../../src/languages/python/node.ts';
import type { Binding } from '../../../src/languages/python/scopes.ts';
import { isImportTime } from './import-time.ts';

/** Which code of a file runs because of which names. */
export interface Reach {
  /** The functions that can run because a module's name is read: itself, methods of it, what it holds, what it registers. */
  throughName(binding: Binding): ReadonlySet<PythonNode>;
  /** As above, where a name is called or decorates: what it has registered does not run then. */
  throughCall(binding: Binding): ReadonlySet<PythonNode>;
  /** The functions that can run because one runs, itself among them. */
  of(callable: PythonNode): ReadonlySet<PythonNode>;
}

/** What a module's name stands for in its file. */
interface Held {
  readonly functions: readonly PythonNode[];
  /** What it decorates. */
  readonly registered: readonly PythonNode[];
  readonly further: readonly Binding[];
}

/**
 * Follows names through one file; what is passed on or kept in a table is taken to be called.
 * @param entries the handlers: what a platform calls, no decorator does.
 * @param defers attributes of a function that do not run it: `task.delay`.
 */
export function reachOf(file: PythonFile, entries: ReadonlySet<PythonNode>, defers: ReadonlySet<string>): Reach {
  const { scopes } = file;
  const callables: PythonNode[] = [];
  const collect = (node: PythonNode): void => {
    if (node.type === 'function_definition') callables.push(node);
    for (const one of node.children) collect(one);
  };
  collect(file.root);
  const held = new Map<Binding, Held>();
  const known = new Map<PythonNode, ReadonlySet<PythonNode>>();

  /** What a module's name stands for in this file: functions, and further names. */
  const lookUp = (binding: Binding): Held => {
    const before = held.get(binding);
    if (before !== undefined) return before;
    const functions: PythonNode[] = [];
    const further: Binding[] = [];
    for (const { kind, statement, value } of binding.writes) {
      if (kind === 'def') functions.push(statement);
      if (kind === 'class') {
        functions.push(...callables.filter((one) => isWithin(one, statement)));
        further.push(...readsAtTop(child(statement, 'superclasses')));
      }
      if (value !== undefined) further.push(...readsAtTop(value));
    }
    // `@app.get("/orders")` registers the function with what is called later through `app`.
    const registered = binding.reads.flatMap((read) => {
      const decorator = [...ancestorsOf(read)].find(({ type }) => type === 'decorator');
      const definition = decorator?.parent && child(decorator.parent, 'definition');
      return definition?.type === 'function_definition' && !entries.has(definition) ? [definition] : [];
    });
    const found = { functions, registered, further };
    held.set(binding, found);
    return found;
  };

  const readsAtTop = (node: PythonNode | undefined): readonly Binding[] => {
    if (node === undefined) return [];
    const binding = node.type === 'identifier' ? scopes.bindingOf(node) : undefined;
    if (binding !== undefined) return binding.scope === scopes.module ? [binding] : [];
    return node.children.flatMap(readsAtTop);
  };

  const follow = (functions: PythonNode[], bindings: Binding[], isRegistering = true): ReadonlySet<PythonNode> => {
    const seen = new Set<PythonNode>();
    const met = new Set<Binding>();
    while (functions.length > 0 || bindings.length > 0) {
      const callable = functions.pop();
      if (callable !== undefined && !seen.has(callable)) {
        seen.add(callable);
        for (const { node, binding } of scopes.freeReads(callable)) {
          if (binding?.scope === scopes.module && !isDeferred(file, node, defers)) bindings.push(binding);
        }
      }
      const binding = bindings.pop();
      if (binding === undefined || met.has(binding)) continue;
      met.add(binding);
      const { functions: more, registered, further } = lookUp(binding);
      functions.push(...more, ...(isRegistering ? registered : []));
      bindings.push(...further);
    }
    return seen;
  };

  const decoratorsOf = (callable: PythonNode): readonly PythonNode[] => {
    const around = callable.parent?.type === 'decorated_definition' ? named(callable.parent) : [];
    const bindings = around.filter(({ type }) => type === 'decorator').flatMap(readsAtTop);
    return [...follow([], bindings, false)];
  };

  return {
    throughName: (binding) => follow([], [binding]),
    throughCall: (binding) => follow([], [binding], false),
    of(callable) {
      // Which of the others a method calls on its instance, nobody follows.
      const name = child(ownerOf(callable) ?? callable, 'name');
      const own = ownerOf(callable) === undefined ? undefined : name && scopes.bindingOf(name);
      const begun = [callable, ...decoratorsOf(callable)];
      const found = known.get(callable) ?? follow(begun, own === undefined ? [] : [own]);
      known.set(callable, found);
      return found;
    },
  };
}

/** The class whose method a function is. */
export function ownerOf(callable: PythonNode): PythonNode | undefined {
  const up = callable.parent?.type === 'decorated_definition' ? callable.parent.parent : callable.parent;
  return up?.type === 'block' && up.parent?.type === 'class_definition' ? up.parent : undefined;
}

/** Whether a function is only named to be run elsewhere, later: `task.delay`. */
export function isDeferred(file: PythonFile, node: PythonNode, defers: ReadonlySet<string>): boolean {
  const attribute =
    node.parent?.type === 'attribute' && node.field === 'object' ? child(node.parent, 'attribute') : undefined;
  return attribute !== undefined && defers.has(file.textOf(attribute));
}

/** The function at module level, or the method, in which a node runs; undefined at import. */
export function functionAround(node: PythonNode): PythonNode | undefined {
  if (isImportTime(node)) return undefined;
  let found: PythonNode | undefined;
  let at = node;
  for (const up of ancestorsOf(node)) {
    if (up.type === 'function_definition' && at.field === 'body') found = up;
    at = up;
  }
  return found;
}

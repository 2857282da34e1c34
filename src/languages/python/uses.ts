import type { Project, Span } from '../../model/source.ts';
import { child, childrenOf, isWithin, named, type PythonNode } from './node.ts';
import { pythonTwoIn } from './python-2.ts';
import type { Module, Resolver } from './resolve.ts';
import { stringsNaming } from './strings-naming.ts';
import { baseOf, walk } from './walk.ts';

/** One read of a module's name: an identifier, or an attribute of the module. */
export interface Use {
  readonly module: Module;
  readonly node: PythonNode;
}

/** A place from which a module's name may be used in a way that nobody can follow. */
export interface Obstacle extends Span {
  readonly path: string;
  readonly kind: 'rebound' | 'named-in-string' | 'import-unresolved' | 'unreadable';
}

/** Every use of a name of one module, in all files of a project. */
export interface Users {
  readonly uses: readonly Use[];
  readonly obstacles: readonly Obstacle[];
  /** The modules in which it is a name: its own first, then those that pass it on. */
  readonly offeredBy: readonly Module[];
}

/**
 * Finds who uses a name: its own module, those that import it or the module, through aliases, star imports and modules
 * that pass it on.
 * @param declared the name in the module that gives it its value.
 */
export function usersOf(declared: { module: Module; name: string }, project: Project, resolver: Resolver): Users {
  const uses = new Map<PythonNode, Use>();
  const obstacles: Obstacle[] = [];
  const offeredBy: Module[] = [];
  const seen = new Set<string>();
  const modules = new Map<string, Module | undefined>([[declared.module.path, declared.module]]);
  const opened = (path: string): Module | undefined => {
    if (!modules.has(path)) modules.set(path, resolver.open(path));
    return modules.get(path);
  };
  const block = (module: Module, { start, end }: Span, kind: Obstacle['kind']) =>
    obstacles.push({ path: module.path, start, end, kind });

  const strings = (module: Module, name: string, base: string) => {
    for (const node of stringsNaming(module, name, base, module.path === declared.module.path))
      block(module, node, 'named-in-string');
  };

  function follow(path: string, name: string): void {
    if (seen.has(`${path}:${name}`)) return;
    seen.add(`${path}:${name}`);
    const base = baseOf(path);
    const own = opened(path);
    if (own !== undefined) {
      offeredBy.push(own);
      readsOf(own, own.scopes.module.bindings.get(name)?.reads ?? []);
      inClasses(own, name);
      strings(own, name, base);
    }
    const mention = new RegExp(String.raw`\b${name}\b`);
    const word = new RegExp(String.raw`\b${name}\b|\bfrom\s+(?:\.+|[\w.]*\b${base})\s+import\s+\*`);
    // A star import passes the name on without naming it.
    for (const other of new Set([...project.mentioning(name), ...project.mentioning('import *')])) {
      if (other === path || !/\.pyw?$/.test(other) || !word.test(project.read(other) ?? '')) continue;
      const module = opened(other);
      if (module === undefined) continue;
      if (module.tree.faults.length > 0 || pythonTwoIn(module.tree, () => module.scopes) !== undefined) {
        if (mention.test(module.tree.text) && module.tree.text.includes(base))
          block(module, { start: 0, end: 0 }, 'unreadable');
        continue;
      }
      within(module, path, name, base);
    }
  }

  function within(module: Module, path: string, name: string, base: string): void {
    const text = (node: PythonNode) => module.tree.text.slice(node.start, node.end);
    for (const node of walk(module.tree.root)) {
      if (node.type === 'import_from_statement') {
        const from = resolver.sourceOf(node, module);
        const star = named(node).some((one) => one.type === 'wildcard_import');
        const bound = childrenOf(node, 'name').flatMap((one) => {
          const original = one.type === 'aliased_import' ? child(one, 'name') : one;
          const alias = one.type === 'aliased_import' ? child(one, 'alias') : named(one)[0];
          return original !== undefined && alias !== undefined && text(original) === name ? [alias] : [];
        });
        if (!star && bound.length === 0) continue;
        if (from.file === undefined && (from.name.split('.').at(-1) ?? '') === base)
          block(module, node, 'import-unresolved');
        if (from.file !== path) continue;
        if (star && passesStar(from.file, name)) {
          // What it binds itself, or another star import brings, may hide the name.
          if (module.scopes.module.bindings.has(name) || isBroughtByAnother(module, node, path, name))
            block(module, node, 'rebound');
          const free = module.scopes.freeReads(module.tree.root).filter((read) => read.binding === undefined);
          readsOf(
            module,
            free.flatMap((read) => (read.name === name ? [read.node] : [])),
          );
          follow(module.path, name);
        }
        for (const alias of bound) {
          const binding = module.scopes.bindingOf(alias);
          if (binding === undefined) continue;
          for (const write of binding.writes) {
            const isSame = write.kind === 'import' && brings(module, write.statement, write.node, path, name);
            if (!isSame) block(module, write.node, 'rebound');
          }
          readsOf(module, binding.reads);
          if (binding.scope.kind !== 'module') inClasses(module, binding.name);
          if (binding.scope.kind === 'class') block(module, node, 'rebound');
          if (binding.scope.kind === 'module') follow(module.path, binding.name);
        }
      } else if (node.type === 'attribute') {
        const attribute = child(node, 'attribute');
        const object = child(node, 'object');
        if (attribute === undefined || object === undefined || text(attribute) !== name) continue;
        const trails = resolver.trailsOf(object, module).filter((trail) => !/[[(]/.test(trail.path));
        const files = trails.map((trail) => resolver.fileOf(trail.path, module));
        if (files.includes(path)) {
          readsOf(module, [node]);
          if (files.some((file) => file !== undefined && file !== path)) block(module, node, 'rebound');
        } else if (
          files.every((file) => file === undefined) &&
          [text(object), ...trails.map((trail) => trail.path)].some((one) => isCalled(one, base))
        )
          block(module, node, 'import-unresolved');
      }
    }
    strings(module, name, base);
  }

  /** Whether an import binds the name that is looked for, and no other. */
  function brings(module: Module, statement: PythonNode, bound: PythonNode, path: string, name: string): boolean {
    if (statement.type !== 'import_from_statement') return false;
    const imported = bound.parent?.type === 'aliased_import' ? child(bound.parent, 'name') : bound;
    return (
      imported !== undefined &&
      module.tree.text.slice(imported.start, imported.end) === name &&
      resolver.sourceOf(statement, module).file === path
    );
  }

  /** Whether `from … import *` takes the name: not a private one, nor one that `__all__` leaves out. */
  function passesStar(path: string, name: string): boolean {
    const from = opened(path);
    const offered = from?.scopes.module.bindings.get('__all__')?.writes ?? [];
    if (offered.length === 0) return !name.startsWith('_');
    const [only] = offered;
    const list = offered.length === 1 ? only?.value : undefined;
    if (from === undefined || list === undefined || !/^(?:list|tuple)$/.test(list.type)) return true;
    return !named(list).every(
      (one) => one.type === 'string' && !from.tree.text.slice(one.start, one.end).includes(name),
    );
  }

  function isBroughtByAnother(module: Module, star: PythonNode, path: string, name: string): boolean {
    return module.scopes.starImports.some((other) => {
      const { file } = other === star ? {} : resolver.sourceOf(other, module);
      return file !== undefined && file !== path && opened(file)?.scopes.module.bindings.has(name);
    });
  }

  /** `class Form: rooms = Field(choices=rooms)`: the class gives the name a value of its own, made from the module's. */
  function inClasses(module: Module, name: string): void {
    for (const node of walk(module.tree.root)) {
      const [first] = node.type === 'class_definition' ? childrenOf(node, 'body').flatMap(named) : [];
      const own = first && module.scopes.scopeOf(first).bindings.get(name);
      if (own === undefined || own.scope.kind !== 'class' || own.scope.node !== node) continue;
      const [write, ...others] = own.writes;
      for (const read of own.reads) {
        if (
          write !== undefined &&
          others.length === 0 &&
          write.kind === 'assignment' &&
          isWithin(read, write.statement)
        )
          readsOf(module, [read]);
        else if (write === undefined || read.start < write.node.start || others.length > 0)
          block(module, read, 'rebound');
      }
    }
  }

  function readsOf(module: Module, nodes: readonly PythonNode[]): void {
    for (const node of nodes) {
      const isWritten = module.scopes.mutations.some(({ target }) => target === node);
      if (isWritten) block(module, node, 'rebound');
      else uses.set(node, { module, node });
    }
  }

  follow(declared.module.path, declared.name);
  return { uses: [...uses.values()], obstacles, offeredBy };
}

/** Whether a spelling ends with a module's name. */
function isCalled(spelling: string, base: string): boolean {
  return spelling.split('.').at(-1) === base;
}

import type { Project, Span } from '../../model/source.ts';
import { child, childrenOf, named, type PythonNode } from './node.ts';
import { pythonTwoIn } from './python-2.ts';
import type { Module, Resolver } from './resolve.ts';

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
}

/** Calls that take the name of an attribute as a string. */
const byName = /(?:^|\.)(?:getattr|setattr|hasattr|delattr|attrgetter|object|dict)$/;

/**
 * Finds who uses a name: its own module, those that import it or the module, through aliases, star imports and modules
 * that pass it on.
 * @param declared the name in the module that gives it its value.
 */
export function usersOf(declared: { module: Module; name: string }, project: Project, resolver: Resolver): Users {
  const uses = new Map<PythonNode, Use>();
  const obstacles: Obstacle[] = [];
  const seen = new Set<string>();
  const modules = new Map<string, Module | undefined>([[declared.module.path, declared.module]]);
  const opened = (path: string): Module | undefined => {
    if (!modules.has(path)) modules.set(path, resolver.open(path));
    return modules.get(path);
  };
  const block = (module: Module, { start, end }: Span, kind: Obstacle['kind']) =>
    obstacles.push({ path: module.path, start, end, kind });

  function follow(path: string, name: string): void {
    if (seen.has(`${path}:${name}`)) return;
    seen.add(`${path}:${name}`);
    const base = baseOf(path);
    const own = opened(path);
    if (own !== undefined) {
      readsOf(own, own.scopes.module.bindings.get(name)?.reads ?? []);
      strings(own, name, base, true);
    }
    const word = new RegExp(String.raw`\b${name}\b`);
    for (const other of project.mentioning(name)) {
      if (other === path || !/\.pyw?$/.test(other) || !word.test(project.read(other) ?? '')) continue;
      const module = opened(other);
      if (module === undefined) continue;
      if (module.tree.faults.length > 0 || pythonTwoIn(module.tree, () => module.scopes) !== undefined) {
        if (module.tree.text.includes(base)) block(module, { start: 0, end: 0 }, 'unreadable');
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
        if (star) {
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
          for (const write of binding.writes) if (write.kind !== 'import') block(module, write.node, 'rebound');
          readsOf(module, binding.reads);
          if (binding.scope.kind === 'module') follow(module.path, binding.name);
        }
      } else if (node.type === 'attribute') {
        const attribute = child(node, 'attribute');
        const object = child(node, 'object');
        if (attribute === undefined || object === undefined || text(attribute) !== name) continue;
        const trails = resolver.trailsOf(object, module).filter((trail) => !/[[(]/.test(trail.path));
        const files = trails.map((trail) => resolver.fileOf(trail.path, module));
        if (files.includes(path)) readsOf(module, [node]);
        else if (files.every((file) => file === undefined) && (text(object).split('.').at(-1) ?? '') === base)
          block(module, node, 'import-unresolved');
      }
    }
    strings(module, name, base, false);
  }

  function readsOf(module: Module, nodes: readonly PythonNode[]): void {
    for (const node of nodes) {
      const isWritten = module.scopes.mutations.some(({ target }) => target === node);
      if (isWritten) block(module, node, 'rebound');
      else uses.set(node, { module, node });
    }
  }

  /** `getattr(module, "name")`, `mock.patch("package.module.name")`: the name as a text. */
  function strings(module: Module, name: string, base: string, isOwn: boolean): void {
    const { text, index } = module.tree;
    const dotted = new RegExp(String.raw`\b${base}\.${name}(?:\.|$)`);
    for (const mark of index.string_start) {
      const literal = mark.parent;
      const content = literal && named(literal).find((one) => one.type === 'string_content');
      if (literal === undefined || content === undefined) continue;
      const words = text.slice(content.start, content.end);
      if (!words.includes(name)) continue;
      const holder = literal.parent;
      const callee = holder?.type === 'argument_list' && holder.parent ? child(holder.parent, 'function') : undefined;
      const isNamed = words === name && callee !== undefined && byName.test(text.slice(callee.start, callee.end));
      const keyed = holder?.type === 'subscript' ? child(holder, 'value') : undefined;
      const isKey =
        words === name &&
        keyed !== undefined &&
        /\b(?:globals|vars|__dict__)\b/.test(text.slice(keyed.start, keyed.end));
      if (dotted.test(words) || isKey || isNamed || (isOwn && words === name && keyed?.type === 'call'))
        block(module, literal, 'named-in-string');
    }
  }

  follow(declared.module.path, declared.name);
  return { uses: [...uses.values()], obstacles };
}

/** What a module is called by its last name: `forms` for `shop/forms.py`, `shop` for `shop/__init__.py`. */
function baseOf(path: string): string {
  const parts = path.replace(/(?:\/__init__)?\.pyw?$/, '').split('/');
  return parts.at(-1) ?? '';
}

function* walk(root: PythonNode): Generator<PythonNode> {
  const stack = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    yield node;
    stack.push(...node.children.toReversed());
  }
}

import type { Project } from '../../model/source.ts';
import { modulesOf } from './modules.ts';
import { child, childrenOf, named, type PythonNode, type PythonTree, unwrapped } from './node.ts';
import type { PythonParser } from './parse.ts';
import { type Binding, type Scopes, scopesOf, type Write } from './scopes.ts';

/** A parsed file with its names. */
export interface Module {
  readonly path: string;
  readonly tree: PythonTree;
  readonly scopes: Scopes;
}

/** One spelling of what an expression stands for, from an import or a definition. */
export interface Trail {
  /** `django.db.connections[].on_commit`, `app.db.after_commit`. */
  readonly path: string;
  /**
   * How it was found: `definition` where this project defines it, `star` where a library's star import may have
   * brought it.
   */
  readonly by: 'import' | 'variable' | 'definition' | 'star';
}

/** Finds what expressions stand for, across the files of one run. */
export interface Resolver {
  /** All the names on the way: a name that this project passes on is found under its own path and the library's. */
  trailsOf(node: PythonNode, module: Module): readonly Trail[];
  /** What a class and the classes that it inherits from are called, the nearest first. */
  ancestryOf(node: PythonNode, module: Module): readonly Trail[];
  /** Where a `from … import` statement leads; no file where it leads out of the project. */
  sourceOf(statement: PythonNode, module: Module): { readonly file: string | undefined; readonly name: string };
  /** The file of an absolute import. */
  fileOf(name: string, module: Module): string | undefined;
  /** Where the project defines what an expression stands for: a file, and a name at the top level of it. */
  definitionOf(node: PythonNode, module: Module): { readonly path: string; readonly name: string } | undefined;
  /** A file of the project, parsed; undefined where it is not there. */
  open(path: string): Module | undefined;
}

/** Trees of other files kept at a time; a file is parsed again when it comes up after so many others. */
const modulesKept = 128;

/** Makes the resolver of one run. */
export function resolverOf(project: Project, parser: PythonParser): Resolver {
  const modules = modulesOf(project);
  const opened = new Map<string, Module>();
  const exported = new Map<string, readonly Trail[]>();
  const bound = new WeakMap<Binding, readonly Trail[]>();
  const underway = new Set<Binding | string>();

  /** Remembers an answer, and answers nothing where a question leads back to itself. */
  function once<Key extends Binding | string>(
    key: Key,
    known: { get(key: Key): readonly Trail[] | undefined; set(key: Key, trails: readonly Trail[]): unknown },
    find: () => readonly Trail[],
  ): readonly Trail[] {
    const before = known.get(key);
    if (before !== undefined || underway.has(key)) return before ?? [];
    underway.add(key);
    const trails = [...new Map(find().map((trail) => [trail.path, trail])).values()];
    underway.delete(key);
    // An answer found inside of a circle lacks what the circle's first question will add.
    if (underway.size === 0 || trails.length > 0) known.set(key, trails);
    return trails;
  }

  function trailsOf(node: PythonNode, module: Module): readonly Trail[] {
    // Unrolled: chains of calls grow as long as people like.
    const chain: PythonNode[] = [];
    let at = unwrapped(node);
    for (let inner = stepInto(at); inner !== undefined; inner = stepInto(at)) {
      chain.push(at);
      at = unwrapped(inner);
    }
    let trails: readonly Trail[] = [];
    if (at.type === 'identifier') trails = trailsOfName(at, module);
    else trails = valuesOf(at).flatMap((value) => trailsOf(value, module));
    for (const step of chain.toReversed()) {
      if (trails.length === 0) return trails;
      trails = trails.flatMap((trail) => taken(step, trail, module));
    }
    return trails;
  }

  function taken(step: PythonNode, trail: Trail, module: Module): readonly Trail[] {
    if (step.type === 'call') return [{ path: `${trail.path}()`, by: trail.by === 'star' ? 'star' : 'import' }];
    if (step.type === 'subscript') return [{ path: `${trail.path}[]`, by: trail.by === 'star' ? 'star' : 'import' }];
    const name = textOf(child(step, 'attribute') ?? step, module);
    const file =
      trail.by === 'import' && !/[[(]/.test(trail.path) ? modules.fileOf(module.path, trail.path) : undefined;
    return [{ path: `${trail.path}.${name}`, by: trail.by }, ...(file === undefined ? [] : trailsOfExport(file, name))];
  }

  function trailsOfName(identifier: PythonNode, module: Module): readonly Trail[] {
    const binding = module.scopes.bindingOf(identifier);
    return binding === undefined || binding.writes.length === 0
      ? trailsByStar(textOf(identifier, module), module)
      : trailsOfBinding(binding, module);
  }

  function trailsOfBinding(binding: Binding, module: Module): readonly Trail[] {
    return once(binding, bound, () => {
      const writes = binding.writes.filter((write) => write.kind !== 'delete' && write.value?.type !== 'none');
      const imports = writes.filter((write) => write.kind === 'import');
      const values = writes.flatMap((write) => (isFollowed(write) ? [write.value] : []));
      const isDefined = writes.some((write) => write.kind === 'def' || write.kind === 'class');
      const own = `${modules.nameOf(module.path)}.${binding.scope.kind === 'module' ? '' : '<locals>.'}${binding.name}`;
      const trails = imports.flatMap((write) => trailsOfImport(write, module));
      // A library's name with a definition of this project in its place where the import fails.
      if (isDefined) trails.push({ path: own, by: imports.length > 0 ? 'variable' : 'definition' });
      else if (values.length > 0 && values.length === writes.length) {
        trails.push(...common(values.map((value) => (value === undefined ? [] : trailsOf(value, module)))));
        if (binding.scope.kind === 'module') trails.push({ path: own, by: 'variable' });
      }
      return trails;
    });
  }

  function trailsOfImport(write: Write, module: Module): readonly Trail[] {
    const imported = write.node.parent;
    const alias = imported?.type === 'aliased_import' ? child(imported, 'name') : undefined;
    if (write.statement.type !== 'import_from_statement') {
      return [{ path: dotted(alias ?? write.node, module), by: 'import' }];
    }
    const name = dotted(alias ?? imported ?? write.node, module);
    const from = sourceOf(write.statement, module);
    const passed = from.file === undefined ? [] : trailsOfExport(from.file, name);
    return [{ path: from.name === '' ? name : `${from.name}.${name}`, by: 'import' }, ...passed];
  }

  function sourceOf(statement: PythonNode, module: Module): { file: string | undefined; name: string } {
    const from = child(statement, 'module_name');
    if (from?.type !== 'relative_import') {
      const name = from === undefined ? '' : dotted(from, module);
      return { file: modules.fileOf(module.path, name), name };
    }
    const [prefix, rest] = named(from);
    const level = prefix === undefined ? 1 : textOf(prefix, module).replace(/[^.]/g, '').length;
    return modules.relative(module.path, level, rest === undefined ? '' : dotted(rest, module));
  }

  /** What a name is in another file of the project. */
  function trailsOfExport(file: string, name: string): readonly Trail[] {
    return once(`${file}:${name}`, exported, () => {
      const text = project.read(file);
      if (text === undefined) return [];
      // Most imported names are functions and classes: told without parsing, one line at the margin each.
      const isDefined = new RegExp(String.raw`^(async\s+def|def|class)\s+${name}\b`, 'm').test(text);
      if (isDefined && !new RegExp(String.raw`^${name}\s*=|\b(import|as)\s.*\b${name}\b`, 'm').test(text)) {
        return [{ path: `${modules.nameOf(file)}.${name}`, by: 'definition' }];
      }
      if (!text.includes(name) && !/\bimport\s*\(?\s*\*/.test(text)) return [];
      const module = openedModule(file, text);
      if (module === undefined) return [];
      const binding = module.scopes.module.bindings.get(name);
      return binding === undefined || binding.writes.length === 0
        ? trailsByStar(name, module)
        : trailsOfBinding(binding, module);
    });
  }

  function trailsByStar(name: string, module: Module): readonly Trail[] {
    return module.scopes.starImports.flatMap((statement): readonly Trail[] => {
      const from = sourceOf(statement, module);
      return from.file === undefined ? [{ path: `${from.name}.${name}`, by: 'star' }] : trailsOfExport(from.file, name);
    });
  }

  function openedModule(path: string, text: string): Module | undefined {
    let module = opened.get(path);
    if (module === undefined) {
      const tree = parser.parse(text);
      module = { path, tree, scopes: scopesOf(tree) };
    }
    opened.delete(path);
    opened.set(path, module);
    const [oldest] = opened.keys();
    if (opened.size > modulesKept && oldest !== undefined) opened.delete(oldest);
    return module;
  }

  function ancestryOf(node: PythonNode, module: Module, seen = new Set<string>()): readonly Trail[] {
    const own = trailsOf(node, module).filter(({ path }) => !seen.has(path));
    for (const { path } of own) seen.add(path);
    const bases = own.flatMap((trail): readonly Trail[] => {
      if (trail.by !== 'definition' && trail.by !== 'variable') return [];
      const dot = trail.path.lastIndexOf('.');
      const file = modules.fileOf(module.path, trail.path.slice(0, dot));
      const owner = file === module.path ? module : file === undefined ? undefined : open(file);
      const definition = owner?.scopes.module.bindings
        .get(trail.path.slice(dot + 1))
        ?.writes.find((write) => write.kind === 'class')?.statement;
      const list = definition === undefined ? undefined : child(definition, 'superclasses');
      if (owner === undefined || list === undefined) return [];
      return named(list).flatMap((base) => (base.type === 'keyword_argument' ? [] : ancestryOf(base, owner, seen)));
    });
    return [...own, ...bases];
  }

  function open(path: string): Module | undefined {
    const text = project.read(path);
    return text === undefined ? undefined : openedModule(path, text);
  }

  return {
    trailsOf,
    ancestryOf: (node, module) => ancestryOf(node, module),
    sourceOf,
    fileOf: (name, module) => modules.fileOf(module.path, name),
    definitionOf(node, module) {
      for (const { path } of trailsOf(node, module).toReversed()) {
        const dot = path.lastIndexOf('.');
        const file = /[[(]/.test(path) ? undefined : modules.fileOf(module.path, path.slice(0, dot));
        if (file !== undefined) return { path: file, name: path.slice(dot + 1) };
      }
      return undefined;
    },
    open,
  };
}

function stepInto(node: PythonNode): PythonNode | undefined {
  if (node.type === 'attribute') return child(node, 'object');
  if (node.type === 'subscript') return child(node, 'value');
  if (node.type === 'call') return child(node, 'function');
  return undefined;
}

/** The expressions of which one is the value of another. */
function valuesOf(node: PythonNode): readonly PythonNode[] {
  if (node.type === 'named_expression') return childrenOf(node, 'value');
  if (node.type === 'conditional_expression') return named(node).filter((_, at) => at !== 1);
  return node.type === 'boolean_operator' ? named(node) : [];
}

function isFollowed(write: Write): boolean {
  return (write.kind === 'assignment' || write.kind === 'walrus') && write.value !== undefined;
}

/** What several values of one name have in common. */
function common(each: readonly (readonly Trail[])[]): readonly Trail[] {
  const [first = [], ...others] = each;
  return first.filter((trail) => others.every((trails) => trails.some((other) => other.path === trail.path)));
}

function textOf(node: PythonNode, module: Module): string {
  return module.tree.text.slice(node.start, node.end);
}

/** A dotted name, whatever spaces and line breaks are in it. */
function dotted(node: PythonNode, module: Module): string {
  return textOf(node, module).replace(/\\\r?\n|\s/g, '');
}

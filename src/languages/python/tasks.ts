import type { TaskPattern } from '../../model/commit-patterns.ts';
import type { Dialect, PythonPatterns } from '../../model/dialect.ts';
import type { Project } from '../../model/source.ts';
import type { Manifests } from './manifests.ts';
import { child, named, type PythonNode, unwrapped } from './node.ts';
import { type Recognised, recogniserOf } from './recognise.ts';
import type { Module, Resolver } from './resolve.ts';

type Task = PythonPatterns['enqueue'] & TaskPattern;

/** What sends a task: its pattern is that of the decorator. */
type RecognisedTask = Recognised<'enqueue'> & { readonly pattern: Task };

type Known = Omit<RecognisedTask, 'symbol'>;

/** Recognises the methods, or the call, by which a function that a decorator has made a task is sent. */
export function tasksOf(
  module: Module,
  dialects: readonly Dialect<'python'>[],
  resolver: Resolver,
  manifests: Manifests,
  project: Project,
): (callee: PythonNode) => RecognisedTask | undefined {
  const patterns = dialects.flatMap((dialect) =>
    (dialect.recognises.enqueue ?? []).flatMap((pattern) => ('sentBy' in pattern ? { dialect, pattern } : [])),
  );
  const hooks = dialects
    .flatMap(({ recognises }) => recognises['after-commit'] ?? [])
    .flatMap(({ call }) => [call].flat())
    .map((call) => call.slice(call.lastIndexOf('.') + 1));
  const deferred = new Map<string, boolean>();
  const textOf = (node: PythonNode) => module.tree.text.slice(node.start, node.end);

  return (callee) => {
    const method = callee.type === 'attribute' ? child(callee, 'attribute') : undefined;
    const object = callee.type === 'attribute' ? child(callee, 'object') : undefined;
    for (const { dialect, pattern } of patterns) {
      const isSent = method !== undefined && pattern.sentBy.includes(textOf(method));
      if (isSent && isDeferredByProject(textOf(method), dialect)) continue;
      const asked = isSent ? object : pattern.sentBy.includes('()') ? callee : undefined;
      const found = asked && taskBehind(asked, dialect, pattern);
      if (found) return { ...found, symbol: textOf(callee).replace(/\s+/g, ' ') };
    }
    return undefined;
  };

  function taskBehind(node: PythonNode, dialect: Dialect<'python'>, pattern: Task, depth = 0): Known | undefined {
    const at = unwrapped(node);
    if (depth > 8) return undefined;
    if (at.type === 'binary_operator') {
      const left = at.children.some(({ type }) => type === '|') ? child(at, 'left') : undefined;
      return left && taskBehind(left, dialect, pattern, depth + 1);
    }
    if (at.type === 'call') {
      const callee = child(at, 'function');
      const name = callee?.type === 'attribute' ? child(callee, 'attribute') : undefined;
      const object = callee?.type === 'attribute' ? child(callee, 'object') : undefined;
      const isPart = name && object && pattern.chained?.includes(textOf(name));
      return isPart ? taskBehind(object, dialect, pattern, depth + 1) : undefined;
    }
    const held = at.type === 'identifier' ? module.scopes.bindingOf(at)?.writes : undefined;
    const [only, ...others] = held ?? [];
    if (only?.kind === 'assignment' && only.value && others.length === 0 && pattern.chained)
      return taskBehind(only.value, dialect, pattern, depth + 1);
    if (at.type !== 'identifier' && at.type !== 'attribute') return undefined;
    return definedTask(at, pattern) ?? importedTask(at, dialect, pattern);
  }

  /** A function of the project, by its decorators. */
  function definedTask(node: PythonNode, pattern: Task): Known | undefined {
    const place = resolver.definitionOf(node, module);
    const owner = place && (place.path === module.path ? module : resolver.open(place.path));
    const writes = owner?.scopes.module.bindings.get(place?.name ?? '')?.writes ?? [];
    const definition = writes.find(({ kind }) => kind === 'def')?.statement.parent;
    if (!owner || writes.length !== 1 || definition?.type !== 'decorated_definition') return undefined;
    const recogniser = recogniserOf(owner, dialects, resolver, manifests);
    for (const decorator of named(definition)) {
      const [expression] = decorator.type === 'decorator' ? named(decorator) : [];
      const known =
        expression && (recogniser.callee('enqueue', expression) ?? recogniser.result('enqueue', expression));
      if (known?.pattern !== pattern) continue;
      const evidence = `\`${textOf(node)}\` is a task: \`@${known.symbol}\` decorates it.`;
      return { dialect: known.dialect, pattern, certainty: known.certainty, evidence };
    }
    return undefined;
  }

  /** A function of another package's module of tasks. */
  function importedTask(node: PythonNode, dialect: Dialect<'python'>, pattern: Task): Known | undefined {
    const trails = resolver.trailsOf(node, module);
    if (pattern.sentBy.includes('()') || resolver.definitionOf(node, module)) return undefined;
    const trail = trails.find(({ path, by }) => by === 'import' && /^[\w.]+\.tasks\.\w+$/.test(path));
    const manifest = trail && manifests.naming(module.path, dialect.packages);
    if (!trail || !manifest) return undefined;
    const evidence = `\`${textOf(node)}\` comes from a module of tasks that is not here; ${manifest} names ${dialect.packages[0] ?? dialect.id}.`;
    return { dialect, pattern, certainty: 'likely', evidence };
  }

  /** Whether the project has a class of tasks of its own, whose method waits for the commit. */
  function isDeferredByProject(method: string, { id, packages }: Dialect): boolean {
    const known = deferred.get(`${id} ${method}`);
    if (known !== undefined) return known;
    const own = new RegExp(String.raw`\bdef ${method}\((?:(?!\n\s*def )[\s\S])*?\b(?:${hooks.join('|')})\b`);
    const isFound =
      hooks.length > 0 &&
      project
        .mentioning(`def ${method}(`)
        .some((path) => manifests.sharesProject(module.path, path, packages) && own.test(project.read(path) ?? ''));
    deferred.set(`${id} ${method}`, isFound);
    return isFound;
  }
}

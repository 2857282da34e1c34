import type { Project, Span } from '../../model/source.ts';
import { child, type PythonNode } from './node.ts';
import type { Module, Resolver } from './resolve.ts';
import { baseOf, walk } from './walk.ts';

/** Calls that give a module for its name as a text. */
const imports =
  /(?:^|\.)(?:import_module|__import__|importorskip|find_spec|spec_from_file_location|run_module|run_path)$/;

/**
 * The places that take a module as a whole, so that whoever gets it may read any of its names: `inspect(rooms)`,
 * `import_module("shop.rooms")`, `globals()` in the module itself.
 */
export function passedOnIn(
  target: Module,
  project: Project,
  resolver: Resolver,
): readonly (Span & { readonly path: string })[] {
  const base = baseOf(target.path);
  const found: (Span & { readonly path: string })[] = [];
  const word = new RegExp(String.raw`\b${base}\b`);
  for (const path of new Set([target.path, ...project.mentioning(base)])) {
    if (!/\.pyw?$/.test(path) || (path !== target.path && !word.test(project.read(path) ?? ''))) continue;
    const module = path === target.path ? target : resolver.open(path);
    if (module === undefined) continue;
    const add = ({ start, end }: Span) => found.push({ path, start, end });
    for (const node of path === target.path ? ownNames(module) : []) add(node);
    for (const node of module.tree.index.string_start) if (isImported(node.parent, base, module)) add(node);
    const aliases = new Set([base, ...aliasesOf(base, module.tree.text)]);
    for (const node of walk(module.tree.root)) if (isWhole(node, aliases, target.path, module, resolver)) add(node);
  }
  return found;
}

/** `globals()`, `vars()` and `sys.modules` in a module, but where one key is asked for. */
function* ownNames({ tree }: Module): Generator<PythonNode> {
  for (const call of tree.index.call) {
    const callee = child(call, 'function');
    const spelled = callee && tree.text.slice(callee.start, callee.end);
    const isKey = call.parent?.type === 'subscript' && child(call.parent, 'subscript')?.type === 'string';
    if (/^(?:globals\(\)|vars\(\))$/.test(tree.text.slice(call.start, call.end)) && !isKey) yield call;
    if (spelled === 'sys.modules.get') yield call;
  }
  for (const found of tree.text.matchAll(/\bsys\.modules\[__name__\]/g)) {
    const start = found.index;
    yield { type: 'subscript', named: true, start, end: start + found[0].length } as PythonNode;
  }
}

function isImported(literal: PythonNode | undefined, base: string, { tree }: Module): boolean {
  if (literal === undefined) return false;
  const words = tree.text.slice(literal.start, literal.end).replace(/^\w*['"]+|['"]+$/g, '');
  if (!new RegExp(String.raw`(?:^|[./])${base}(?:\.py)?$`).test(words)) return false;
  let holder = literal.parent;
  while (holder !== undefined && /operator$/.test(holder.type)) holder = holder.parent;
  const around = holder?.type === 'argument_list' ? holder.parent : holder;
  const callee = around && child(around, around.type === 'call' ? 'function' : 'value');
  const spelled = callee === undefined ? '' : tree.text.slice(callee.start, callee.end);
  return around?.type === 'call' ? imports.test(spelled) : spelled === 'sys.modules';
}

function aliasesOf(base: string, text: string): readonly string[] {
  return [...text.matchAll(new RegExp(String.raw`\b${base}\s+as\s+(\w+)`, 'g'))].flatMap(([, alias]) => alias ?? []);
}

/** Whether a node is the module itself, and not the beginning of one of its names. */
function isWhole(
  node: PythonNode,
  aliases: ReadonlySet<string>,
  path: string,
  module: Module,
  resolver: Resolver,
): boolean {
  const { text } = module.tree;
  const last = node.type === 'attribute' ? child(node, 'attribute') : node.type === 'identifier' ? node : undefined;
  const up = node.parent;
  if (last === undefined || up === undefined || !aliases.has(text.slice(last.start, last.end))) return false;
  if (up.type === 'attribute' || up.type === 'dotted_name' || up.type === 'aliased_import') return false;
  if (node.type === 'identifier' && !module.scopes.bindingOf(node)?.reads.includes(node)) return false;
  if (!resolver.trailsOf(node, module).some((trail) => resolver.fileOf(trail.path, module) === path)) return false;
  // `setattr(rooms, "other", …)` and `reload(rooms)` read no name but the one that is written there.
  const callee = up.type === 'argument_list' && up.parent ? child(up.parent, 'function') : undefined;
  const isReloaded = callee !== undefined && /(?:^|\.)reload$/.test(text.slice(callee.start, callee.end));
  return !isReloaded && up.children[up.children.indexOf(node) + 2]?.type !== 'string';
}

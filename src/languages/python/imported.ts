import { child, childrenOf, type PythonNode } from './node.ts';
import type { Module, Resolver } from './resolve.ts';
import { walk } from './walk.ts';

/** The files of the project that a module imports, wherever in it, those of the packages around them included. */
export function importedBy(module: Module, resolver: Resolver): readonly string[] {
  const found = new Set<string>();
  const add = (name: string) => {
    for (let at = name; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
      const file = resolver.fileOf(at, module);
      if (file !== undefined) found.add(file);
    }
  };
  const dotted = (node: PythonNode) => {
    const { start, end } = node.type === 'aliased_import' ? (child(node, 'name') ?? node) : node;
    return module.tree.text.slice(start, end).replace(/\s/g, '');
  };
  for (const node of walk(module.tree.root)) {
    const names = childrenOf(node, 'name').map(dotted);
    if (node.type === 'import_statement') for (const name of names) add(name);
    if (node.type !== 'import_from_statement') continue;
    const from = resolver.sourceOf(node, module);
    if (from.file !== undefined) found.add(from.file);
    if (from.name !== '') for (const name of ['', ...names]) add(name === '' ? from.name : `${from.name}.${name}`);
  }
  found.delete(module.path);
  return [...found];
}

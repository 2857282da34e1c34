import { posix } from 'node:path';
import type { Node } from '@babel/types';
import type { Project } from '../../model/source.ts';
import { type DeployedHandler, deployedAround } from '../deployment/index.ts';
import { argumentsOf } from './exported-functions.ts';
import type { Module } from './module.ts';
import type { Modules } from './modules.ts';
import { isCallNode, keyName, unwrapped } from './nodes.ts';

/** A deployed handler, and the file that takes it from where it is written and does nothing else with it. */
export interface Deployed extends DeployedHandler {
  readonly through?: string;
}

/** What the deployment configurations around a file name in it, also through a file that takes it from there. */
export function deployedFrom(module: Module, project: Project, modules: Modules): Deployed[] {
  return deployedAround(project, module.path).flatMap((one) =>
    one.file === module.stem ? one : passedOn(one, module, modules),
  );
}

/** `export { orders as handler } from './orders'`, `export const handler = wrap(orders)` of an imported `orders`. */
function passedOn(named: DeployedHandler, module: Module, modules: Modules): Deployed[] {
  const entry = modules.imported(module, specifierOf(module.path, named.file));
  const name = posix.basename(module.stem) === 'index' ? posix.dirname(module.stem) : module.stem;
  if (!entry?.text.includes(posix.basename(name))) return [];
  const exported = entry.exports.named.get(named.export);
  const taken: Taken[] =
    exported?.from === 'module' ? [exported] : exported ? importsIn(unwrapped(exported.node), entry) : [];
  return taken
    .filter(({ specifier }) => modules.imported(entry, specifier)?.path === module.path)
    .map(({ name: own, local }) => {
      const uses =
        local === undefined ? [] : entry.text.split(new RegExp(`(?<![\\w$])${local.replace(/\$/g, '\\$')}(?![\\w$])`));
      return { ...named, file: module.stem, export: own, ...(uses.length === 3 ? { through: entry.path } : {}) };
    });
}

function specifierOf(path: string, file: string): string {
  const relative = posix.relative(posix.dirname(path), file);
  return relative.startsWith('.') ? relative : `./${relative}`;
}

interface Taken {
  readonly specifier: string;
  readonly name: string;
  readonly local?: string;
}

/** What is imported to be exported, itself or as what calls are given. */
function importsIn(node: Node, module: Module): Taken[] {
  if (isCallNode(node)) return argumentsOf(node).flatMap((argument) => importsIn(unwrapped(argument), module));
  if (node.type !== 'Identifier') return [];
  const binding = module.scopes.bindingOf(node);
  if (binding?.kind !== 'import') {
    const value = binding?.writes.length === 1 ? binding.writes[0]?.value : undefined;
    return value && isCallNode(unwrapped(value)) ? importsIn(unwrapped(value), module) : [];
  }
  const statement = module.parentOf(binding.declaration);
  if (statement?.type !== 'ImportDeclaration') return [];
  const { declaration } = binding;
  const name = declaration.type === 'ImportSpecifier' ? keyName(declaration.imported) : 'default';
  return declaration.type === 'ImportNamespaceSpecifier' || name === undefined
    ? []
    : [{ specifier: statement.source.value, name, local: binding.name }];
}

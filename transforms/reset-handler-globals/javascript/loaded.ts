import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import type { Module } from '../../../src/languages/javascript/module.ts';
import { isCallNode } from '../../../src/languages/javascript/nodes.ts';
import { walk } from '../../../src/languages/javascript/walk.ts';

/**
 * The files of the project that are in a process because it runs one file: what that one imports, and what those do.
 * @returns by path, the file itself first; undefined where there are too many to look at.
 */
export function loadedBy(file: JavaScriptFile): ReadonlyMap<string, JavaScriptFile> | undefined {
  const loaded = new Map([[file.path, file]]);
  // A map is walked in the order in which it grows.
  for (const from of loaded.values()) {
    for (const specifier of specifiersIn(from.module)) {
      const module = file.imported(from.module, specifier);
      if (!module || loaded.has(module.path) || module.path.endsWith('.d.ts')) continue;
      if (loaded.size === most) return undefined;
      loaded.set(module.path, file.other(module));
    }
  }
  return loaded;
}

/** A function of one event has tens; an application with a thousand is served in other ways. */
const most = 200;

function specifiersIn({ ast }: Module): string[] {
  const found: string[] = [];
  walk(ast.program, (node, parent) => {
    if (node.type === 'StringLiteral' && parent && names(parent, node)) found.push(node.value);
  });
  return found;
}

function names(parent: Node, literal: Node): boolean {
  if (parent.type === 'ImportDeclaration') return parent.importKind !== 'type';
  if (/^(?:ExportNamedDeclaration|ExportAllDeclaration|TSExternalModuleReference|ImportExpression)$/.test(parent.type))
    return true;
  if (!isCallNode(parent) || parent.arguments[0] !== literal) return false;
  return parent.callee.type === 'Import' || (parent.callee.type === 'Identifier' && parent.callee.name === 'require');
}

import { posix } from 'node:path';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import type { Module } from '../../../src/languages/javascript/module.ts';
import type { Binding } from '../../../src/languages/javascript/scopes.ts';
import { endOf, startOf } from '../../../src/languages/javascript/walk.ts';

/**
 * The file in which a model is made that a module calls by a name: the module itself, or the one that it imports it from.
 * @returns its path, or that of a file that is not there; undefined where it cannot be told.
 */
export function homeOfModel(file: JavaScriptFile, module: Module, name: string): string | undefined {
  const binding = module.scopes.bindingAt(name, module.ast.program);
  if (!binding) return undefined;
  const specifier = specifierOf(module, binding);
  if (specifier === undefined) return isMadeHere(binding) ? module.path : undefined;
  const home = file.imported(module, specifier);
  if (!home) return specifier.startsWith('.') ? posix.join(posix.dirname(module.path), specifier) : undefined;
  const there = home.scopes.bindingAt(name, home.ast.program);
  return there && specifierOf(home, there) === undefined && isMadeHere(there) ? home.path : undefined;
}

/** What a name is imported from, by either kind of import. */
function specifierOf(module: Module, { kind, declaration }: Binding): string | undefined {
  if (kind === 'import') {
    const statement = module.parentOf(declaration);
    return statement?.type === 'ImportDeclaration' ? statement.source.value : undefined;
  }
  const text = module.text.slice(startOf(declaration), endOf(declaration));
  return /=\s*require\(\s*['"]([^'"]+)['"]/.exec(text)?.[1];
}

function isMadeHere({ declaration }: Binding): boolean {
  if (declaration.type === 'ClassDeclaration') return true;
  const made = declaration.type === 'VariableDeclarator' ? declaration.init?.type : undefined;
  return made === 'CallExpression' || made === 'ClassExpression';
}

import { posix } from 'node:path';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import type { Module } from '../../../src/languages/javascript/module.ts';
import type { RowCall } from '../../../src/languages/javascript/rows.ts';
import type { Binding } from '../../../src/languages/javascript/scopes.ts';
import { endOf, startOf } from '../../../src/languages/javascript/walk.ts';
import { modelOf } from './model-of.ts';
import { tableNameOf } from './same-row.ts';

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

/** The text of the file in which the model of a row is made; undefined where that is not in sight. */
export function homeTextOf(file: JavaScriptFile, call: RowCall): string | undefined {
  const model = modelOf(file, call) ?? tableNameOf(call);
  const home = homeOfModel(file, call.module, model);
  if (home === call.module.path) return call.module.text;
  for (const { path, text } of file.mentioning(model)) if (path === home) return text;
  return undefined;
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

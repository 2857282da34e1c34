import type { File, Node } from '@babel/types';
import { type Exports, exportsOf } from './exports.ts';
import { type Scopes, scopesOf } from './scopes.ts';
import { type ParentOf, parentsIn } from './walk.ts';

/** One parsed file of the project. What costs is made when first asked for. */
export interface Module {
  readonly path: string;
  readonly text: string;
  readonly ast: File;
  /** The path without its ending: what its exports are called after, `src/db/after-commit`. */
  readonly stem: string;
  readonly parentOf: ParentOf;
  readonly scopes: Scopes;
  readonly exports: Exports;
  /** The interfaces, type aliases and `declare class`es at the top level, which scopes leave out. */
  readonly types: ReadonlyMap<string, Node>;
}

/** A node and the file that it stands in. */
export interface Located {
  readonly module: Module;
  readonly node: Node;
}

/** @param path relative to the root, with forward slashes. */
export function moduleOf(path: string, text: string, ast: File): Module {
  let parentOf: ParentOf | undefined;
  let scopes: Scopes | undefined;
  let exports: Exports | undefined;
  let types: ReadonlyMap<string, Node> | undefined;
  return {
    path,
    text,
    ast,
    stem: path.replace(/(?:\.d)?\.[cm]?[jt]sx?$/, ''),
    get parentOf() {
      parentOf ??= parentsIn(ast.program);
      return parentOf;
    },
    get scopes() {
      scopes ??= scopesOf(ast, this.parentOf);
      return scopes;
    },
    get exports() {
      exports ??= exportsOf(ast.program);
      return exports;
    },
    get types() {
      types ??= typesIn(ast);
      return types;
    },
  };
}

function typesIn(ast: File): ReadonlyMap<string, Node> {
  const types = new Map<string, Node>();
  for (const statement of ast.program.body) {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declaration?.type === 'TSInterfaceDeclaration' || declaration?.type === 'TSTypeAliasDeclaration') {
      types.set(declaration.id.name, declaration);
    } else if (declaration?.type === 'ClassDeclaration' && declaration.declare && declaration.id) {
      types.set(declaration.id.name, declaration);
    }
  }
  return types;
}

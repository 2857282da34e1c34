import { createRequire } from 'node:module';
import type * as Yaml from 'yaml';

/** A map of a configuration that is data. */
export type Tree = { readonly [key: string]: unknown } | undefined;

let loaded: typeof Yaml | undefined;

/** Only a project with such a configuration asks for it. */
function yaml(): typeof Yaml {
  loaded ??= createRequire(import.meta.url)('yaml') as typeof Yaml;
  return loaded;
}

/** Reads YAML, of which JSON is a part. */
export function treeIn(text: string): Tree {
  try {
    // Tags such as !Ref and !Sub are not known to the parser, which would warn of each.
    return treeOf(yaml().parseDocument(text, { logLevel: 'silent', merge: true }).toJS());
  } catch {
    // A configuration that cannot be read names nothing: then a handler is known by its code alone.
    return undefined;
  }
}

export function treeOf(value: unknown): Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Tree) : undefined;
}

export function below(tree: Tree, key: string): Tree {
  return treeOf(tree?.[key]);
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

import type { PythonFile } from '../../../src/languages/python/file.ts';
import { child, type PythonNode } from '../../../src/languages/python/node.ts';
import { functionAround } from '../../../src/languages/python/queries.ts';
import type { Module } from '../../../src/languages/python/resolve.ts';
import type { Use } from '../../../src/languages/python/uses.ts';
import type { QueryChain } from '../../../src/model/query-patterns.ts';
import { readsOfDefault } from './defaults.ts';
import { type Given, type Holder, holderOf } from './holders.ts';
import { isChanged, isRead, keywordOf, outermost } from './readings.ts';
import { isRendered } from './rendered.ts';
import { isRunByImport } from './run-once.ts';

/**
 * What one use does:
 * - `read` sees old rows when a function runs; `shown` gives the query to a template, which does; `run` uses it there
 *   without reading what it keeps;
 * - `changed` changes the rows;
 * - `choices` hands it to a field that takes a function as well;
 * - `taken` has a class, or another name that functions read, keep the rows;
 * - `default` makes it the default of a parameter that is read;
 * - `early` reads it at import, or gives it another name; `import` makes something else of it there.
 */
export type Role = 'read' | 'shown' | 'changed' | 'run' | 'choices' | 'taken' | 'default' | 'early' | 'import';

/** A use and what it does. */
export interface Part {
  readonly use: Use;
  readonly role: Role;
}

interface Chain {
  readonly kept?: readonly string[];
  readonly callable?: { readonly keyword: string; readonly call: readonly string[] };
  readonly choosing?: { readonly fields: readonly string[] };
  readonly rendered?: QueryChain['rendered'];
}

/** Tells what a use of a module's query, or of its rows, does. */
export function roleOf(file: PythonFile, use: Use, isRows: boolean, chain: Chain, given: Given): Role {
  const { module, node } = use;
  const { text } = module.tree;
  const { kept = [], callable, choosing } = chain;
  if (isChanged(node, text) && isRows) return 'changed';
  const around = functionAround(node);
  const list = outermost(node).parent;
  const isGiven = list?.type === 'argument_list' && list.parent !== undefined && given(list.parent) === 'reads';
  const isReading = isRows || isGiven || isRead(node, text, kept);
  // What a script's function reads is read once.
  if (around !== undefined && module.path === file.path && isRunByImport(file, around))
    return isReading ? 'early' : 'import';
  if (around !== undefined)
    return isReading || chain.kept === undefined ? 'read' : isRendered(file, use, chain.rendered) ? 'shown' : 'run';
  const passed = keywordOf(node, text);
  if (passed !== undefined && passed.name === callable?.keyword) {
    const callee = child(passed.call, 'function');
    const paths = callee === undefined ? [] : file.accessPathsIn(module, callee);
    if (paths.some((path) => callable?.call.includes(path))) return 'choices';
    // Such a field copies the query itself for each form.
    return !isRows && paths.some((path) => choosing?.fields.includes(path)) ? 'import' : 'taken';
  }
  const holder = holderOf(node, text, isRows, kept, given);
  if (holder?.kind === 'default')
    return readsOfDefault(module.scopes, holder, text, kept).length > 0 ? 'default' : 'import';
  if (!isReading && !isRead(node, text, [...kept, '[]']) && !isStored(node)) return 'import';
  return holder !== undefined && isKept(file, module, holder, kept) ? 'taken' : 'early';
}

/** Whether a query as it stands gets another name, or a place in a list or a dictionary, or is given to a registry. */
function isStored(node: PythonNode): boolean {
  const at = outermost(node);
  const up = at.parent;
  if (up === undefined) return false;
  if (up.type === 'argument_list') return /^(?:expression_statement|decorator)$/.test(up.parent?.parent?.type ?? '');
  return (
    (/assignment$/.test(up.type) && at.field === 'right') ||
    /^(?:list|tuple|set|pair|expression_list)$/.test(up.type) ||
    up.type === 'named_expression'
  );
}

/** Whether what is made of rows at import is there later: in a class, or under a name that functions read. */
function isKept(file: PythonFile, module: Module, { target, isRows }: Holder, kept: readonly string[]): boolean {
  const binding = module.scopes.bindingOf(target);
  if (binding?.scope.kind === 'class') return isRows;
  if (binding?.scope.kind !== 'module') return false;
  const isLater = (use: Use) =>
    functionAround(use.node) !== undefined && (isRows || isRead(use.node, use.module.tree.text, kept));
  return (
    binding.reads.some((read) => isLater({ module, node: read })) ||
    (module.path === file.path && file.usersOf(binding.name).uses.some(isLater))
  );
}

import type { Node } from '@babel/types';
import type { JavaScriptFile } from './file.ts';
import { isFunctionNode } from './nodes.ts';
import { closest, isWithin } from './walk.ts';

/** A name that is declared anew. */
export interface Named {
  readonly name: string;
  /** What sees it: the list of statements that it stands in, or the statement that is given braces. */
  readonly block: Node;
}

/**
 * The first of some names, else the last with a number, that nothing in the function around a statement uses.
 * @param made the names that are declared there by then.
 */
export function freeName(
  file: JavaScriptFile,
  statement: Node,
  made: readonly Named[],
  names: readonly string[],
): string {
  const place = closest(statement, file.parentOf, isFunctionNode) ?? file.ast.program;
  const used = new Set(
    [...file.find(place, 'Identifier'), ...file.find(place, 'JSXIdentifier')].map(
      (node) => (node as { name?: string }).name,
    ),
  );
  for (const { name, block } of made) {
    const scope = block.type === 'SwitchCase' ? (file.parentOf(block) ?? block) : block;
    if (isWithin(statement, scope) || isWithin(scope, statement)) used.add(name);
  }
  const candidates = [...names];
  for (let number = 2; ; number += 1) {
    const free = candidates.find((name) => !used.has(name) && !file.scopes.bindingAt(name, statement));
    if (free !== undefined) return free;
    candidates.push(`${names.at(-1)}${number}`);
  }
}

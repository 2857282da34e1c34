import type { Node, VariableDeclarator } from '@babel/types';
import type { LocalEdit } from '../../../src/languages/javascript/copies.ts';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { isFunctionNode, isLoopNode, targetsIn } from '../../../src/languages/javascript/nodes.ts';
import type { Binding } from '../../../src/languages/javascript/scopes.ts';
import { closest, endOf, isWithin, startOf } from '../../../src/languages/javascript/walk.ts';
import type { Capture } from './captures.ts';
import type { Registration } from './registrations.ts';

/**
 * `var` to `const` or `let` in the head of a loop, the smallest cure: each turn then has a variable of its own.
 * @returns undefined where something outside of the loop uses a name of the head, or its body assigns one.
 */
export function declareInHead(file: JavaScriptFile, _: Registration, { binding }: Capture): LocalEdit[] | undefined {
  if (binding?.kind !== 'var') return undefined;
  const declaration = file.parentOf(binding.declaration);
  const loop = declaration && file.parentOf(declaration);
  if (declaration?.type !== 'VariableDeclaration' || !loop || !isLoopNode(loop)) return undefined;
  const isVisit = loop.type === 'ForOfStatement' || loop.type === 'ForInStatement';
  if (isVisit ? loop.left !== declaration : loop.type !== 'ForStatement' || loop.init !== declaration) return undefined;
  const names = declaration.declarations.flatMap(({ id }) => targetsIn(id)).map((name) => file.scopes.bindingOf(name));
  const isOwn = names.every((name) => {
    if (name?.kind !== 'var') return false;
    const uses = [...name.reads, ...name.writes.map(({ node }) => node)];
    // With `const` the right side of the head would read the name before it exists.
    if (isVisit && uses.some((use) => isWithin(use, loop.right))) return false;
    if (uses.some((use) => !isWithin(use, loop))) return false;
    // A `let` cannot be read before its own value, is new on every turn for the functions of the body alone, and starts
    // anew without a value where the loop runs again.
    if (!isVisit && !startsPlain(file, declaration, name)) return false;
    // A second `var` of the same name in the body would no longer be the same variable.
    return name.writes.every(
      ({ node }) =>
        isWithin(node, declaration) || (loop.type === 'ForStatement' && loop.update && isWithin(node, loop.update)),
    );
  });
  if (!isOwn || redeclares(file, loop.body, new Set(names.map((name) => name?.name ?? '')))) return undefined;
  const start = startOf(declaration);
  return [{ start, end: start + 'var'.length, text: isVisit ? 'const' : 'let' }];
}

function startsPlain(file: JavaScriptFile, head: Node, { identifier, reads }: Binding): boolean {
  const own = closest(
    identifier,
    file.parentOf,
    (node): node is VariableDeclarator => node.type === 'VariableDeclarator',
  );
  if (!own?.init) return false;
  return !reads.some((read) => {
    if (!isWithin(read, head)) return false;
    const fn = closest(read, file.parentOf, isFunctionNode);
    return startOf(read) < endOf(own) || (fn !== undefined && isWithin(fn, head));
  });
}

function redeclares(
  file: JavaScriptFile,
  body: Parameters<JavaScriptFile['find']>[0],
  names: ReadonlySet<string>,
): boolean {
  return file
    .find(body, 'VariableDeclaration')
    .some(
      (node) =>
        node.type === 'VariableDeclaration' &&
        node.kind === 'var' &&
        node.declarations.some(({ id }) => targetsIn(id).some(({ name }) => names.has(name))),
    );
}

import type { Node, VariableDeclarator } from '@babel/types';
import { isCallNode, isMemberNode, propertyName, unwrapped } from '../../../src/languages/javascript/nodes.ts';
import { closest, endOf, startOf } from '../../../src/languages/javascript/walk.ts';
import type { Edit } from '../../../src/model/source.ts';
import { isChanged } from './changes.ts';
import type { Source } from './declared.ts';
import { type Held, sourceOf } from './kept.ts';
import type { Use } from './uses.ts';

/** What a use at the top of a module makes of the value, under a name of its own: `const names = rooms.map(…)`. */
export function derivedFrom({ module, node }: Use, from: Held): Source | undefined {
  if (from !== 'promise' && isChanged(module, node)) return undefined;
  const isHolder = (one: Node): one is Node => /^(?:VariableDeclarator|ExportDefaultDeclaration)$/.test(one.type);
  const holder = closest(node, module.parentOf, isHolder);
  if (holder?.type === 'ExportDefaultDeclaration') {
    const init = holder.declaration;
    const held = heldBy(init, node, from);
    const exported = { name: 'default', key: undefined, isChained: false };
    return (
      held && { module, node: init, declarator: undefined, binding: undefined, exported, taken: undefined, init, held }
    );
  }
  if (holder?.type !== 'VariableDeclarator' || holder.id.type !== 'Identifier' || !holder.init) return undefined;
  const held = isAtTop(holder) ? heldBy(holder.init, node, from) : undefined;
  const binding = module.scopes.bindingOf(holder.id);
  if (!held || binding?.writes.length !== 1 || /cache|memo/i.test(binding.name)) return undefined;
  return {
    module,
    node: holder,
    declarator: holder,
    binding,
    exported: undefined,
    taken: undefined,
    init: holder.init,
    held,
  };

  function isAtTop(declarator: VariableDeclarator): boolean {
    const declaration = module.parentOf(declarator);
    const outer = declaration && module.parentOf(declaration);
    return outer?.type === 'Program' || outer?.type === 'ExportNamedDeclaration';
  }
}

/** The use itself, in what it makes: a function is called there now. */
export function callIn({ module, node, fn }: Use, from: Held, derived: Source): Edit {
  const call = from !== 'rows' ? `${fn}()` : node === derived.init ? `await ${fn}()` : `(await ${fn}())`;
  return { path: module.path, start: startOf(node), end: endOf(node), text: call };
}

/** What an expression that begins with a use holds; undefined where the use is any other part of it. */
function heldBy(expression: Node, use: Node, from: Held): Held | undefined {
  const node = unwrapped(expression);
  if (node === use) return from;
  if (node.type === 'AwaitExpression') return heldBy(node.argument, use, from) === 'promise' ? 'rows' : undefined;
  const chained = isCallNode(node) && isMemberNode(node.callee) ? node.callee : undefined;
  if (chained && /^(?:then|catch|finally)$/.test(propertyName(chained) ?? ''))
    return heldBy(chained.object, use, from) === 'promise' ? 'promise' : undefined;
  const source = sourceOf(node);
  const held = source && heldBy(source, use, from);
  return held === 'rows' || held === 'rows-at-once' ? held : undefined;
}

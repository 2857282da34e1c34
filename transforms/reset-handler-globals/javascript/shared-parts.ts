import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { isCallNode, isMemberNode, propertyName, unwrapped } from '../../../src/languages/javascript/nodes.ts';
import type { Binding } from '../../../src/languages/javascript/scopes.ts';
import { initialValue, isContainer } from './initial.ts';
import { type StateUse, useOf } from './uses.ts';

/**
 * Whether an invocation fills a variable with parts of an object that stays, and changes those: `{ ...DEFAULTS }` gives
 * the list in `DEFAULTS` to every new object, so that a new one begins with what was put into the old one.
 */
export function takesSharedParts(file: JavaScriptFile, binding: Binding): boolean {
  const names = new Set<Node>([...binding.reads, ...binding.writes.map(({ node }) => node)]);
  const uses = [...names].filter((name) => file.parentOf(name)).map((name) => useOf(file, binding, name));
  const changesPart = uses.some(({ kind, path }) => path.length > 0 && /^(?:add|update|take|empty)$/.test(kind));
  const isGiven = ({ kind }: StateUse) => kind === 'add' || kind === 'set' || kind === 'update' || kind === 'default';
  return uses
    .filter(isGiven)
    .some((use) => given(file, use).some((one) => shares(file, one, isAssigned(file, use), changesPart)));
}

/** What a use puts in: every argument of `push` and of `Object.assign`, the right side of an assignment. */
function given(file: JavaScriptFile, { node, kind, value }: StateUse): readonly Node[] {
  if (kind !== 'add') return value ? [value] : [];
  for (let at: Node | undefined = file.parentOf(node); at; at = file.parentOf(at)) {
    if (isCallNode(at)) return at.arguments.filter((one) => one !== node);
    if (!isMemberNode(at)) break;
  }
  return value ? [value] : [];
}

/** Whether it is the first argument of `Object.assign`, which takes the parts of the others. */
function isAssigned(file: JavaScriptFile, { node, kind }: StateUse): boolean {
  const call = file.parentOf(node);
  return kind === 'add' && call !== undefined && isCallNode(call) && call.arguments[0] === node;
}

function shares(file: JavaScriptFile, node: Node, isSpread: boolean, changesPart: boolean): boolean {
  const value = unwrapped(node);
  const inside = (one: Node | null, spread: boolean) => one !== null && shares(file, one, spread, changesPart);
  switch (value.type) {
    case 'Identifier': {
      const binding = file.scopes.bindingOf(value);
      if (binding?.kind === 'import') return isSpread && changesPart;
      if (binding?.scopeNode.type !== 'Program') return false;
      const first = initialValue(binding);
      if (!isContainer(first)) return false;
      return isSpread ? partsOf(first).some(isContainer) : changesPart;
    }
    case 'SpreadElement':
      return inside(value.argument, true);
    case 'ArrayExpression':
      return value.elements.some((one) => inside(one, false));
    case 'ObjectExpression':
      return value.properties.some((one) =>
        one.type === 'ObjectProperty' ? inside(one.value, false) : one.type === 'SpreadElement' && inside(one, true),
      );
    case 'CallExpression': {
      // Copies that leave the parts as they are: `Object.assign({}, DEFAULTS)`, `LINES.slice()`.
      const { callee } = value;
      if (!isMemberNode(callee)) return false;
      const method = propertyName(callee) ?? '';
      if (callee.object.type === 'Identifier' && /^(?:Object|Array)$/.test(callee.object.name))
        return /^(?:assign|from|values|entries)$/.test(method) && value.arguments.some((one) => inside(one, true));
      return /^(?:slice|concat)$/.test(method) && inside(callee.object, true);
    }
    default:
      return false;
  }
}

/** What a list or an object is written with. */
function partsOf(value: Node | undefined): readonly Node[] {
  if (value?.type === 'ArrayExpression') return value.elements.flatMap((one) => (one ? unwrapped(one) : []));
  if (value?.type !== 'ObjectExpression') return [];
  return value.properties.flatMap((one) => (one.type === 'ObjectProperty' ? unwrapped(one.value) : []));
}

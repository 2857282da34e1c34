import type { PythonFile } from '../../../src/languages/python/file.ts';
import { comesAfter, loopsAround } from '../../../src/languages/python/flow.ts';
import { child, isWithin, named, type PythonNode, unwrapped } from '../../../src/languages/python/node.ts';
import type { Binding } from '../../../src/languages/python/scopes.ts';
import { walk } from '../../../src/languages/python/walk.ts';

/** Methods that change what they are called on. */
const changing =
  /^(?:append|extend|insert|update|add|discard|remove|pop|popitem|clear|setdefault|sort|reverse|attach|attach_file|attach_alternative)$/;

/**
 * Whether something that a call is given whole is changed in place between the call and the commit. Its values are taken
 * where it stands; what is in them is read when it is sent.
 */
export function isChangedLater(file: PythonFile, call: PythonNode): boolean {
  const whole = [...walk(call)].flatMap((node) => {
    const binding = node.type === 'identifier' && isGivenWhole(node, call) ? file.scopes.bindingOf(node) : undefined;
    return binding && binding.scope.kind !== 'module' ? [binding] : [];
  });
  if (whole.length === 0) return false;
  const loops = loopsAround(call);
  const changes = [
    ...file.scopes.mutations.map(({ target }) => target),
    ...changingCalls(file, call),
    ...whole.flatMap(extensionsOf),
  ];
  return changes.some((change) => {
    const binding = rootOf(file, change);
    if (!binding || !whole.includes(binding)) return false;
    if (comesAfter(change, call)) return true;
    // Made anew on every turn, it is another one by then.
    return loops.some((loop) => isWithin(change, loop) && !binding.writes.some(({ node }) => isWithin(node, loop)));
  });
}

/** A name that is an argument itself, is in a collection that is one, or is what a sending method is called on. */
function isGivenWhole(node: PythonNode, call: PythonNode): boolean {
  for (let at = node, up = node.parent; up; at = up, up = up.parent) {
    if (up === call) return at.field === 'arguments';
    if (up.type === 'attribute') return up === child(call, 'function') && at.field === 'object';
    if (up.type === 'keyword_argument' && at.field === 'name') return false;
    if (
      !/^(?:argument_list|keyword_argument|list|tuple|dictionary|pair|set|list_splat|dictionary_splat|parenthesized_expression)$/.test(
        up.type,
      )
    )
      return false;
  }
  return false;
}

/** `lines += more`, which changes a list in place; a number or a text that is added makes another one. */
function extensionsOf({ writes }: Binding): PythonNode[] {
  return writes.flatMap(({ kind, node, statement }) => {
    const added = child([...walk(statement)].find(({ type }) => type === 'augmented_assignment') ?? statement, 'right');
    return kind === 'augmented' && !/^(?:integer|float|string)$/.test(added?.type ?? '') ? [node] : [];
  });
}

/** What is changed by calls of such methods, in the same function. */
function changingCalls({ tree, textOf }: PythonFile, call: PythonNode): PythonNode[] {
  return tree.index.call.flatMap((one) => {
    const callee = child(one, 'function');
    const method = callee?.type === 'attribute' ? child(callee, 'attribute') : undefined;
    return one !== call && callee && method && changing.test(textOf(method)) ? [callee] : [];
  });
}

/** The name at the bottom of `a.b["c"]`. */
function rootOf(file: PythonFile, node: PythonNode): Binding | undefined {
  let at = unwrapped(node);
  while (at.type === 'attribute' || at.type === 'subscript') {
    const below = child(at, at.type === 'attribute' ? 'object' : 'value');
    if (!below) return undefined;
    at = unwrapped(below);
  }
  return at.type === 'identifier' && named(at).length === 0 ? file.scopes.bindingOf(at) : undefined;
}

import type { PythonFile } from '../../../src/languages/python/file.ts';
import { child, named, type PythonNode } from '../../../src/languages/python/node.ts';

/** A name that an invocation gives to the variable, or to a copy which has the same parts. */
export interface Copy {
  /** The expression: `dict(DEFAULTS)`. */
  readonly node: PythonNode;
  readonly name: PythonNode;
  /** Whether it is the variable itself. */
  readonly isSame: boolean;
}

/** The name that takes over what a mention of the variable stands for: `order = dict(DEFAULTS)`. */
export function copyOf(file: PythonFile, mention: PythonNode): Copy | undefined {
  let node = mention;
  let isSame = true;
  for (let up = node.parent; up !== undefined; up = node.parent) {
    if (up.type === 'assignment') {
      const name = child(up, 'left');
      const isOne = node.field === 'right' && name?.type === 'identifier';
      return isOne ? { node, name, isSame } : undefined;
    }
    if (up.type === 'parenthesized_expression') node = up;
    else if (up.type === 'boolean_operator' || up.type === 'conditional_expression') {
      // What decides is no part of the result.
      if (up.type === 'conditional_expression' ? named(up)[1] === node : node.field === 'left') return undefined;
      node = up;
    } else if (up.type === 'attribute' && node.field === 'object') {
      const call = up.parent?.type === 'call' && up.field === 'function' ? up.parent : undefined;
      if (call === undefined || file.textOf(child(up, 'attribute') ?? up) !== 'copy') return undefined;
      node = call;
      isSame = false;
    } else if (up.type === 'dictionary_splat' && up.parent?.type === 'dictionary') {
      node = up.parent;
      isSame = false;
    } else if (up.type === 'argument_list' && up.parent?.type === 'call' && named(up)[0] === node) {
      if (!isShallow(file, up.parent)) return undefined;
      node = up.parent;
      isSame = false;
    } else return undefined;
  }
  return undefined;
}

/** `dict(…)`, `list(…)`, `copy.copy(…)`. */
function isShallow(file: PythonFile, call: PythonNode): boolean {
  const callee = child(call, 'function');
  if (callee === undefined) return false;
  const isBuiltin = callee.type === 'identifier' && file.scopes.bindingOf(callee) === undefined;
  return isBuiltin ? /^(?:dict|list)$/.test(file.textOf(callee)) : file.accessPaths(callee).includes('copy.copy');
}

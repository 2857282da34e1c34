import type { PythonFile } from '../../../src/languages/python/file.ts';
import { child, named, type PythonNode } from '../../../src/languages/python/node.ts';
import type { Leak } from './leaks.ts';
import type { Use } from './uses.ts';

/**
 * Whether an invocation fills the variable with parts of an object that stays, and changes those: `order.update(DEFAULTS)`
 * gives the list in `DEFAULTS` to every new `order`, so that a new one begins with what was put into the old one.
 */
export function takesSharedParts(file: PythonFile, { uses }: Leak): boolean {
  const changesPart = uses.some(isOfPart);
  const sharesIn = (use: Use) => use.given.some((value) => shares(file, value, isSpread(file, use), changesPart));
  return uses.some((use) => use.change !== undefined && sharesIn(use));
}

/** Whether a use changes something inside of what the variable holds, or takes it out: `order["rows"].append(row)`. */
function isOfPart({ node, change }: Use): boolean {
  const part = node.parent;
  if (part?.type !== 'subscript' || node.field !== 'value') return false;
  const isDeep = part.parent?.type === 'subscript' || part.parent?.type === 'attribute';
  return isDeep && (change === 'grows' || change === 'set');
}

/** Whether a change takes over the parts of what it is given, not that itself. */
function isSpread(file: PythonFile, { at }: Use): boolean {
  if (at.type === 'augmented_assignment' || named(at)[0]?.type === 'augmented_assignment') return true;
  const callee = at.type === 'call' ? child(at, 'function') : undefined;
  const method = callee && child(callee, 'attribute');
  return method !== undefined && /^(?:update|extend|extendleft)$/.test(file.textOf(method));
}

function shares(file: PythonFile, value: PythonNode, isSpread: boolean, changesPart: boolean): boolean {
  switch (value.type) {
    case 'identifier': {
      const binding = file.scopes.bindingOf(value);
      if (binding?.scope !== file.scopes.module) return false;
      const [write] = binding.writes;
      if (write?.value === undefined) return write?.kind === 'import' && isSpread && changesPart;
      if (isSpread) return isContainer(write.value) && partsOf(write.value).some(isContainer);
      return changesPart && isContainer(write.value);
    }
    case 'call': {
      // Copies that leave the parts as they are: `dict(DEFAULTS)`, `DEFAULTS.copy()`, `copy.copy(DEFAULTS)`.
      const callee = child(value, 'function');
      const spelled = callee === undefined ? '' : file.textOf(callee);
      const list = child(value, 'arguments');
      const object = callee && child(callee, 'object');
      if (/^(?:dict|list|copy|copy\.copy|sorted|reversed|tuple)$/.test(spelled))
        return list !== undefined && named(list).some((one) => shares(file, one, true, changesPart));
      return (
        /\.(?:copy|items|values)$/.test(spelled) && object !== undefined && shares(file, object, true, changesPart)
      );
    }
    case 'dictionary_splat':
    case 'list_splat':
      return named(value).some((one) => shares(file, one, true, changesPart));
    case 'dictionary':
    case 'list':
    case 'set':
      return named(value).some((one) => shares(file, one, false, changesPart));
    case 'pair':
    case 'keyword_argument': {
      const given = child(value, 'value');
      return given !== undefined && shares(file, given, false, changesPart);
    }
    case 'parenthesized_expression':
      return named(value).some((one) => shares(file, one, isSpread, changesPart));
    default:
      return false;
  }
}

/** Whether a value is written as a list, a dict or a set. */
export const isContainer = ({ type }: PythonNode): boolean => /^(?:list|dictionary|set)$/.test(type);

/** What a list or a dict is written with, the keys left out. */
const partsOf = (value: PythonNode): readonly PythonNode[] =>
  named(value).flatMap((one) => (one.type === 'pair' ? (child(one, 'value') ?? []) : one));

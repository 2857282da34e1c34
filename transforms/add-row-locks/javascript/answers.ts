import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import {
  isMemberNode,
  keyName,
  type MemberNode,
  propertyName,
  unwrapped,
} from '../../../src/languages/javascript/nodes.ts';
import type { Binding } from '../../../src/languages/javascript/scopes.ts';

/** A name for a part of what an awaited call answers. */
export interface Answered {
  readonly binding: Binding;
  /** The properties that lead to it, joined by dots: `rows.0` of `const account = answer.rows[0]`. */
  readonly path: string;
  /** True where the name goes through the elements of that. */
  readonly isEach: boolean;
}

/** The names of the answer of a call, and of its parts, also those that are taken out of it later. */
export function answersOf(file: JavaScriptFile, call: Node): Answered[] {
  const awaited = outward(file, call);
  return awaited.isAwaited ? takenAt(file, awaited.node, [], 0) : [];
}

/** What stands around a value and is still the value: `await`, assertions, `?? null`. */
function outward(file: JavaScriptFile, value: Node): { readonly node: Node; readonly isAwaited: boolean } {
  let node = value;
  let isAwaited = false;
  for (let parent = file.parentOf(node); parent !== undefined; parent = file.parentOf(node)) {
    if (parent.type === 'AwaitExpression') isAwaited = true;
    else if (unwrapped(parent) === parent && !isFallback(parent, node)) break;
    node = parent;
  }
  return { node, isAwaited };
}

/** `(await find()) ?? null` */
function isFallback(parent: Node, value: Node): boolean {
  return parent.type === 'LogicalExpression' && parent.left === value && /^(?:Null|Undefined)/.test(parent.right.type);
}

/** How deep a part of an answer may be. */
const deepest = 3;

function takenAt(file: JavaScriptFile, value: Node, path: readonly string[], depth: number): Answered[] {
  const parent = file.parentOf(value);
  if (!parent || depth > deepest) return [];
  if (parent.type === 'VariableDeclarator' && parent.init === value) return named(file, parent.id, path, depth);
  if (parent.type === 'AssignmentExpression' && parent.right === value) return named(file, parent.left, path, depth);
  if (parent.type === 'ForOfStatement' && parent.right === value) return eachOf(file, parent.left, path);
  if (!isMemberNode(parent) || parent.object !== value) return [];
  const step = stepOf(parent);
  if (step === undefined) return [];
  return takenAt(file, outward(file, parent).node, [...path, step], depth + 1);
}

/** The property that a member is: `rows` of `answer.rows`, `0` of `rows[0]`. */
export function stepOf(member: MemberNode): string | undefined {
  const { property } = member;
  return property.type === 'NumericLiteral' ? String(property.value) : propertyName(member);
}

function named(file: JavaScriptFile, target: Node, path: readonly string[], depth: number): Answered[] {
  switch (target.type) {
    case 'AssignmentPattern':
      return named(file, target.left, path, depth);
    case 'ArrayPattern': {
      const [first] = target.elements;
      return first ? named(file, first, [...path, '0'], depth + 1) : [];
    }
    case 'ObjectPattern':
      return target.properties.flatMap((one) => {
        const key = one.type === 'ObjectProperty' ? keyName(one.key, one.computed) : undefined;
        return one.type === 'ObjectProperty' && key ? named(file, one.value, [...path, key], depth + 1) : [];
      });
    default: {
      const binding = target.type === 'Identifier' ? file.scopes.bindingOf(target) : undefined;
      if (!binding) return [];
      const parts = binding.reads.flatMap((use) => {
        const taker = outward(file, use).node;
        const parent = file.parentOf(taker);
        const isPart =
          parent !== undefined &&
          (isMemberNode(parent) ||
            parent.type === 'ForOfStatement' ||
            (parent.type === 'VariableDeclarator' && parent.id.type === 'ArrayPattern'));
        return isPart ? takenAt(file, taker, path, depth + 1) : [];
      });
      return [{ binding, path: path.join('.'), isEach: false }, ...parts];
    }
  }
}

function eachOf(file: JavaScriptFile, left: Node, path: readonly string[]): Answered[] {
  const targets = left.type === 'VariableDeclaration' ? left.declarations.map(({ id }) => id) : [left];
  return targets.flatMap((target) => {
    const binding = target.type === 'Identifier' ? file.scopes.bindingOf(target) : undefined;
    return binding ? [{ binding, path: path.join('.'), isEach: true }] : [];
  });
}

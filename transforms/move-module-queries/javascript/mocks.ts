import type { Node, ObjectProperty } from '@babel/types';
import type { Module } from '../../../src/languages/javascript/module.ts';
import { isCallNode, isMemberNode, type MemberNode, propertyName } from '../../../src/languages/javascript/nodes.ts';
import { endOf, startOf, walk } from '../../../src/languages/javascript/walk.ts';
import type { Edit } from '../../../src/model/source.ts';

/**
 * Makes a function of what a test's mock gives for a name: `getRooms: () => []` of `rooms: []`.
 * @returns undefined where the value is not the same each time that it is worked out.
 */
export function mockedEdits(
  { path, text }: Module,
  { key, value, shorthand }: ObjectProperty,
  fn: string,
): Edit[] | undefined {
  if (!isPlainValue(value)) return undefined;
  const edit = (node: Node, replacement: string): Edit => ({
    path,
    start: startOf(node),
    end: endOf(node),
    text: replacement,
  });
  const given = text.slice(startOf(value), endOf(value));
  const made = `() => ${value.type === 'ObjectExpression' ? `(${given})` : given}`;
  return shorthand ? [edit(value, `${fn}: ${made}`)] : [edit(key, fn), edit(value, made)];
}

/** Whether a value is the same however often it is worked out, and whoever does: no stub that a test goes on to set. */
function isPlainValue(value: Node): boolean {
  let isPlain = true;
  walk(value, (node) => {
    if (/^(?:Await|Yield|This|Assignment|Update|Function|ArrowFunction|New)Expression$/.test(node.type))
      isPlain = false;
    else if (isCallNode(node)) isPlain &&= isMemberNode(node.callee) && isPromiseMade(node.callee);
    return isPlain;
  });
  return isPlain;
}

function isPromiseMade(callee: MemberNode): boolean {
  const isPromise = callee.object.type === 'Identifier' && callee.object.name === 'Promise';
  return isPromise && propertyName(callee) === 'resolve';
}

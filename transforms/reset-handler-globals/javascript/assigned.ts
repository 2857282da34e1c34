import type { AssignmentExpression, Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { isCallNode, isMemberNode, propertyName, unwrapped } from '../../../src/languages/javascript/nodes.ts';
import type { Binding } from '../../../src/languages/javascript/scopes.ts';
import { closest } from '../../../src/languages/javascript/walk.ts';
import { initialValue } from './initial.ts';
import type { StateUse } from './uses.ts';
import { mentions } from './variables.ts';

type Assigned = Pick<StateUse, 'kind' | 'value' | 'path'>;

/**
 * What an assignment does to module state.
 * @param path the properties that lead to what is assigned.
 */
export function assigned(
  file: JavaScriptFile,
  binding: Binding,
  { operator, right }: AssignmentExpression,
  path: readonly string[],
): Assigned {
  const use = (kind: StateUse['kind'], on = path): Assigned => ({ kind, value: right, path: on });
  const isVerdict = initialValue(binding)?.type === 'BooleanLiteral';
  if (operator === '||=' || operator === '??=') return use('default');
  if (operator === '&&=') return use(isVerdict ? 'update' : 'default');
  if (operator !== '=') return use(circling.test(operator.slice(0, -1)) ? 'take' : 'update');
  if (path.at(-1) === 'length') {
    const isZero = right.type === 'NumericLiteral' && right.value === 0;
    return use(isZero ? 'empty' : 'take', path.slice(0, -1));
  }
  if (!mentions(file, right, binding)) return use('set');
  const value = unwrapped(right);
  if (value.type === 'BinaryExpression') return use(circling.test(value.operator) ? 'take' : 'update');
  // `ok = ok && await check(order)`; `client = client && client.isOpen` keeps what is there.
  if (value.type === 'LogicalExpression') return use(isVerdict && value.operator === '&&' ? 'update' : 'default');
  if (value.type === 'ConditionalExpression') return use(mentions(file, value.test, binding) ? 'default' : 'update');
  // `dependencies = prepare(dependencies)` may as well keep what is there.
  return use(gathers(file, value, binding) ? 'update' : 'default');
}

/** Operators that bring a value back to where it was: of a turn, of what only looks random. */
const circling = /^(?:%|\^|<<|>>>?)$/;

/** What is assigned by a pattern, `({ account, limit } = JSON.parse(body))`: each name gets a part of it. */
export function takenApart(file: JavaScriptFile, binding: Binding, node: Node): Pick<StateUse, 'kind' | 'value'> {
  const assignment = closest(
    node,
    file.parentOf,
    (one): one is Node => !/Pattern$|^ObjectProperty$|^RestElement$/.test(one.type),
  );
  const value = assignment?.type === 'AssignmentExpression' ? assignment.right : undefined;
  // `[first, last] = [last, first]`
  return { kind: value && mentions(file, value, binding) ? 'take' : 'set', value };
}

/** Whether a value is made of what there was and something more: `[...x, y]`, `x.concat(y)`, `Math.max(x, y)`. */
function gathers(file: JavaScriptFile, value: Node, binding: Binding): boolean {
  if (value.type === 'ArrayExpression' || value.type === 'ObjectExpression') {
    const parts: readonly (Node | null)[] = value.type === 'ArrayExpression' ? value.elements : value.properties;
    return parts.some((part) => part?.type === 'SpreadElement' && mentions(file, part, binding));
  }
  return (
    isCallNode(value) && isMemberNode(value.callee) && /^(?:concat|max|min)$/.test(propertyName(value.callee) ?? '')
  );
}

import type { Node } from '@babel/types';
import { keyName, unwrapped } from '../../../src/languages/javascript/nodes.ts';
import type { Binding } from '../../../src/languages/javascript/scopes.ts';

/** What a variable of a module starts with; undefined where it starts without a value. */
export function initialValue({ writes }: Binding): Node | undefined {
  const first = writes.find(({ kind }) => kind === 'init');
  return first?.value && unwrapped(first.value);
}

/** Whether a value can be written a second time and is the same: a literal, or a container of literals. */
export function isPlain(value: Node): boolean {
  const node = unwrapped(value);
  switch (node.type) {
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BooleanLiteral':
    case 'BigIntLiteral':
    case 'NullLiteral':
      return true;
    case 'Identifier':
      return /^(?:undefined|Infinity|NaN)$/.test(node.name);
    case 'UnaryExpression':
      return node.operator !== 'delete' && isPlain(node.argument);
    case 'TemplateLiteral':
      return node.expressions.length === 0;
    case 'ArrayExpression':
      return node.elements.every((element) => element !== null && isPlain(element));
    case 'ObjectExpression':
      return node.properties.every(
        (property) =>
          property.type === 'ObjectProperty' &&
          keyName(property.key, property.computed) !== undefined &&
          isPlain(property.value),
      );
    case 'NewExpression':
      return (
        node.callee.type === 'Identifier' &&
        /^(?:Map|Set|Array|Object)$/.test(node.callee.name) &&
        node.arguments.every((argument) => isPlain(argument))
      );
    default:
      return false;
  }
}

/** Whether a value can be added to: a list, an object, a `Map`, a `Set`. */
export function isContainer(value: Node | undefined): boolean {
  if (value?.type === 'ArrayExpression' || value?.type === 'ObjectExpression') return true;
  return (
    value?.type === 'NewExpression' &&
    value.callee.type === 'Identifier' &&
    /^(?:Map|Set|Array|Object)$/.test(value.callee.name)
  );
}

/** Whether a value is written out where it is given: what an invocation leaves, whatever its event says. */
export function isLiteral(value: Node): boolean {
  if (value.type === 'UnaryExpression') return isLiteral(value.argument);
  return /^(?:String|Numeric|Boolean|BigInt|Null)Literal$|^(?:Array|Object)Expression$/.test(value.type);
}

import type { Node } from '@babel/types';
import { isClassNode, isFunctionNode, isMemberNode, keyName, propertyName } from './nodes.ts';
import { childrenOf, endOf, startOf } from './walk.ts';

/** The named classes and functions around an offset, outermost first, joined by dots; empty at the top level. */
export function symbolAt(root: Node, offset: number): string {
  const names: string[] = [];
  let outer: Node | undefined;
  let node: Node | undefined = root;
  while (node !== undefined) {
    if (isClassNode(node) || isFunctionNode(node)) {
      const name = nameOf(node, outer);
      if (name !== undefined) names.push(name);
    }
    outer = node;
    node = childrenOf(node).find((child) => startOf(child) <= offset && offset < endOf(child));
  }
  return names.join('.');
}

/** Its own name, or that of what it is the value of. */
function nameOf(node: Node, holder: Node | undefined): string | undefined {
  if ('id' in node && node.id && typeof node.id === 'object' && 'name' in node.id) return String(node.id.name);
  if ('key' in node && node.key) return keyName(node.key as Node, 'computed' in node && node.computed === true);
  switch (holder?.type) {
    case 'VariableDeclarator':
      return holder.id.type === 'Identifier' ? holder.id.name : undefined;
    case 'AssignmentExpression':
      if (isMemberNode(holder.left)) return propertyName(holder.left);
      return holder.left.type === 'Identifier' ? holder.left.name : undefined;
    case 'ObjectProperty':
    case 'ClassProperty':
      return keyName(holder.key, holder.computed ?? false);
    case 'ClassPrivateProperty':
      return keyName(holder.key);
    case 'ExportDefaultDeclaration':
      return 'default';
    default:
      return undefined;
  }
}

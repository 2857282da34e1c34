import type { Node } from '@babel/types';
import type { Module } from '../../../src/languages/javascript/module.ts';
import { isMemberNode } from '../../../src/languages/javascript/nodes.ts';
import { walk } from '../../../src/languages/javascript/walk.ts';

/** Every identifier of a name, whatever it stands for. */
export function namedIn(module: Module, name: string) {
  const found: Extract<Node, { type: 'Identifier' | 'JSXIdentifier' }>[] = [];
  walk(module.ast.program, (node) => {
    if ((node.type === 'Identifier' || node.type === 'JSXIdentifier') && node.name === name) found.push(node);
  });
  return found;
}

/** Whether an identifier is no more than the name of a property, a label or an attribute. */
export function isNameOnly(node: Node, parent: Node): boolean {
  if (isMemberNode(parent)) return parent.property === node && !parent.computed;
  if (parent.type === 'ObjectProperty') return parent.key === node && parent.value !== node && !parent.computed;
  if ('key' in parent && parent.key === node) return !('computed' in parent && parent.computed);
  if (parent.type === 'ExportSpecifier') return parent.exported === node && parent.local !== node;
  if (parent.type === 'TSQualifiedName') return parent.right === node;
  if (parent.type === 'JSXMemberExpression') return parent.property === node;
  if (parent.type === 'TSEnumMember') return parent.id === node;
  return nameHolders.test(parent.type);
}

/** What holds an identifier that is no variable: a label, an attribute, a parameter of a type, the name of a type. */
const nameHolders =
  /^(?:LabeledStatement|BreakStatement|ContinueStatement|JSXAttribute|MetaProperty|TSNamedTupleMember|TSTypeReference|TSFunctionType|TSConstructorType|TSMethodSignature|TSCallSignatureDeclaration|TSConstructSignatureDeclaration|TSIndexSignature|TSDeclareFunction|TSDeclareMethod)$/;

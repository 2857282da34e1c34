import type { Node } from '@babel/types';
import type { ParentOf } from './walk.ts';

/** Whether an identifier stands in a type, where nothing is read when the code runs: `typeof x`, `as X`, `implements X`. */
export function isTypePosition(identifier: Node, parentOf: ParentOf): boolean {
  const parent = parentOf(identifier);
  if (parent === undefined) return false;
  if (parent.type === 'ExportSpecifier') {
    const declaration = parentOf(parent);
    return declaration?.type === 'ExportNamedDeclaration' && declaration.exportKind === 'type';
  }
  if (parent.type.startsWith('TS')) return !holdsExpressions.has(parent.type);
  return flowTypes.has(parent.type);
}

const holdsExpressions = new Set<string>([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
  'TSExportAssignment',
  'TSEnumMember',
  'TSParameterProperty',
  'TSImportEqualsDeclaration',
]);

const flowTypes = new Set<string>([
  'GenericTypeAnnotation',
  'QualifiedTypeIdentifier',
  'TypeofTypeAnnotation',
  'InterfaceExtends',
  'ClassImplements',
  'ObjectTypeProperty',
  'ObjectTypeIndexer',
  'FunctionTypeParam',
  'DeclaredPredicate',
]);

import type { ExportNamedDeclaration, Node, Program } from '@babel/types';
import { isClassNode, isFunctionNode, isMemberNode, keyName, propertyName, targetsIn, unwrapped } from './nodes.ts';

/** One thing that a file offers to others. */
export type Exported =
  /** A node of this file: a declaration, an expression, or an identifier of either. */
  | { readonly from: 'here'; readonly node: Node }
  /** Passed on from another module; `*` is the whole of it. */
  | { readonly from: 'module'; readonly specifier: string; readonly name: string };

/** What a file exports, ES modules and CommonJS alike. */
export interface Exports {
  /** By name; `default` and `=` (the whole of `module.exports`, or `export =`) among them. */
  readonly named: ReadonlyMap<string, Exported>;
  /** The modules of `export * from`. */
  readonly stars: readonly string[];
}

/** Reads the export statements at the top level of a program, and its assignments to `module.exports`. */
export function exportsOf(program: Program): Exports {
  const { body } = program;
  return {
    named: new Map(body.flatMap(exportedBy)),
    stars: body.flatMap((statement) => (statement.type === 'ExportAllDeclaration' ? statement.source.value : [])),
  };
}

function exportedBy(statement: Node): [string, Exported][] {
  switch (statement.type) {
    case 'ExportDefaultDeclaration':
      return [['default', here(statement.declaration)]];
    case 'TSExportAssignment':
      return [['=', here(statement.expression)]];
    case 'ExportNamedDeclaration':
      return [...declaredBy(statement.declaration), ...specifiedBy(statement)];
    case 'ExpressionStatement':
      return assignedBy(statement.expression);
    default:
      return [];
  }
}

function here(node: Node): Exported {
  return { from: 'here', node };
}

function declaredBy(declaration: Node | null | undefined): [string, Exported][] {
  switch (declaration?.type) {
    case 'VariableDeclaration':
      return declaration.declarations.flatMap(({ id }) => targetsIn(id)).map((target) => [target.name, here(target)]);
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
    case 'TSImportEqualsDeclaration':
      return [[declaration.id.name, here(declaration)]];
    default:
      if (!declaration || !(isFunctionNode(declaration) || isClassNode(declaration))) return [];
      return 'id' in declaration && declaration.id ? [[declaration.id.name, here(declaration)]] : [];
  }
}

function specifiedBy({ specifiers, source }: ExportNamedDeclaration): [string, Exported][] {
  return specifiers.map((specifier): [string, Exported] => {
    const exported = keyName(specifier.exported) ?? '';
    const local = specifier.type === 'ExportSpecifier' ? specifier.local : undefined;
    if (!source) return [exported, here(local ?? specifier)];
    const whole = specifier.type === 'ExportNamespaceSpecifier' ? '*' : 'default';
    return [exported, { from: 'module', specifier: source.value, name: (local && keyName(local)) ?? whole }];
  });
}

/** `module.exports = …`, `module.exports.name = …` and `exports.name = …`, chained ones included. */
function assignedBy(expression: Node): [string, Exported][] {
  if (expression.type !== 'AssignmentExpression' || !isMemberNode(expression.left)) return [];
  const { left } = expression;
  const right = unwrapped(expression.right);
  const chained = assignedBy(right);
  const value = right.type === 'AssignmentExpression' ? unwrapped(right.right) : right;
  if (isModuleExports(left)) return [['=', here(value)], ...propertiesOf(value), ...chained];
  const name = propertyName(left);
  return name !== undefined && isExports(left.object) ? [[name, here(value)], ...chained] : chained;
}

/** The plain properties of an object literal. */
function propertiesOf(value: Node): [string, Exported][] {
  if (value.type !== 'ObjectExpression') return [];
  return value.properties.flatMap((property): [string, Exported][] => {
    if (property.type === 'SpreadElement') return [];
    const name = keyName(property.key, property.computed);
    return name === undefined ? [] : [[name, here(property.type === 'ObjectMethod' ? property : property.value)]];
  });
}

/** Whether a node is `exports`, or `module.exports`. */
export function isExports(node: Node): boolean {
  return (node.type === 'Identifier' && node.name === 'exports') || isModuleExports(node);
}

function isModuleExports(node: Node): boolean {
  if (!isMemberNode(node) || propertyName(node) !== 'exports') return false;
  return node.object.type === 'Identifier' && node.object.name === 'module';
}

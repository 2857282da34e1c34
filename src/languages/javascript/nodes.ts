import type {
  ArrowFunctionExpression,
  CallExpression,
  ClassDeclaration,
  ClassExpression,
  ClassMethod,
  ClassPrivateMethod,
  DoWhileStatement,
  ForInStatement,
  ForOfStatement,
  ForStatement,
  FunctionDeclaration,
  FunctionExpression,
  Identifier,
  MemberExpression,
  Node,
  ObjectMethod,
  OptionalCallExpression,
  OptionalMemberExpression,
  WhileStatement,
} from '@babel/types';
import type { ParentOf } from './walk.ts';

/** Anything that is called and has a body. */
export type FunctionNode =
  | FunctionDeclaration
  | FunctionExpression
  | ArrowFunctionExpression
  | ObjectMethod
  | ClassMethod
  | ClassPrivateMethod;

/** A loop statement. */
export type LoopNode = ForStatement | ForInStatement | ForOfStatement | WhileStatement | DoWhileStatement;

/** A call, `a?.b()` included. */
export type CallNode = CallExpression | OptionalCallExpression;

/** A property access, `a?.b` included. */
export type MemberNode = MemberExpression | OptionalMemberExpression;

/** A class, declared or in an expression. */
export type ClassNode = ClassDeclaration | ClassExpression;

export function isFunctionNode(node: Node): node is FunctionNode {
  return (
    node.type === 'ArrowFunctionExpression' ||
    node.type === 'FunctionExpression' ||
    node.type === 'FunctionDeclaration' ||
    node.type === 'ObjectMethod' ||
    node.type === 'ClassMethod' ||
    node.type === 'ClassPrivateMethod'
  );
}

export function isLoopNode(node: Node): node is LoopNode {
  return /^(?:For|ForIn|ForOf|While|DoWhile)Statement$/.test(node.type);
}

export function isCallNode(node: Node): node is CallNode {
  return node.type === 'CallExpression' || node.type === 'OptionalCallExpression';
}

export function isMemberNode(node: Node): node is MemberNode {
  return node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression';
}

export function isClassNode(node: Node): node is ClassNode {
  return node.type === 'ClassDeclaration' || node.type === 'ClassExpression';
}

/** The expression inside type assertions and parentheses: `(t as any)!` is `t`. */
export function unwrapped(node: Node): Node {
  let inner = node;
  while (
    inner.type === 'TSAsExpression' ||
    inner.type === 'TSSatisfiesExpression' ||
    inner.type === 'TSNonNullExpression' ||
    inner.type === 'TSTypeAssertion' ||
    inner.type === 'TSInstantiationExpression' ||
    inner.type === 'ParenthesizedExpression' ||
    inner.type === 'TypeCastExpression'
  ) {
    inner = inner.expression;
  }
  return inner;
}

/** The name of an accessed property: `b` of `a.b` and `a['b']`, `#b` of `a.#b`; undefined where it is computed. */
export function propertyName(member: MemberNode): string | undefined {
  return keyName(member.property, member.computed);
}

/** The name that a property, method or member key spells; undefined where it is computed. */
export function keyName(key: Node, computed = false): string | undefined {
  if (key.type === 'StringLiteral') return key.value;
  if (key.type === 'PrivateName') return `#${key.id.name}`;
  return key.type === 'Identifier' && !computed ? key.name : undefined;
}

/** The identifiers that a declaration or assignment target binds, destructuring included, defaults left out. */
export function targetsIn(pattern: Node): Identifier[] {
  const target = unwrapped(pattern);
  switch (target.type) {
    case 'Identifier':
      return [target];
    case 'ObjectPattern':
      return target.properties.flatMap((part) => targetsIn(part.type === 'RestElement' ? part.argument : part.value));
    case 'ArrayPattern':
      return target.elements.flatMap((element) => (element === null ? [] : targetsIn(element)));
    case 'AssignmentPattern':
      return targetsIn(target.left);
    case 'RestElement':
      return targetsIn(target.argument);
    case 'TSParameterProperty':
      return targetsIn(target.parameter);
    default:
      return [];
  }
}

/** The statement that a node belongs to: the whole loop for its head, the whole export for what it declares. */
export function statementAround(node: Node, parentOf: ParentOf): Node {
  let inner = node;
  for (let outer = parentOf(inner); outer !== undefined; outer = parentOf(inner)) {
    if (isStatementList(outer) || (isStatement(inner) && !holdsInHead(outer, inner))) return inner;
    inner = outer;
  }
  return inner;
}

/** Whether a node holds statements one after another. */
export function isStatementList(node: Node): boolean {
  return /^(?:Program|BlockStatement|StaticBlock|SwitchCase|TSModuleBlock)$/.test(node.type);
}

function isStatement(node: Node): boolean {
  return /(?:Statement|Declaration)$/.test(node.type);
}

function holdsInHead(outer: Node, inner: Node): boolean {
  if (outer.type === 'ForStatement') return outer.init === inner;
  if (outer.type === 'ForInStatement' || outer.type === 'ForOfStatement') return outer.left === inner;
  return outer.type === 'ExportNamedDeclaration' || outer.type === 'ExportDefaultDeclaration';
}

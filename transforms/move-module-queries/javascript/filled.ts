import type { AssignmentExpression, Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import {
  isCallNode,
  isFunctionNode,
  isMemberNode,
  propertyName,
  unwrapped,
} from '../../../src/languages/javascript/nodes.ts';
import type { Binding } from '../../../src/languages/javascript/scopes.ts';
import { closest, endOf, isWithin, startOf, walk } from '../../../src/languages/javascript/walk.ts';
import type { Observed } from '../../../src/model/transform.ts';
import { keptBy, sourceOf } from './kept.ts';
import type { Code } from './refusals.ts';

/** Names at the top of a module that are filled once, where they are empty or at import: the first answer for good. */
export function filledIn(file: JavaScriptFile): Observed<Code>[] {
  if (!emptyDeclaration.test(file.text)) return [];
  const found: Observed<Code>[] = [];
  walk(file.ast.program, (node) => {
    if (node.type === 'AssignmentExpression') found.push(...filledBy(file, node));
  });
  return found;
}

/** What the text of a file must have for this: a name without a value, or with an empty one. */
export const emptyDeclaration = /^(?:let|var)\s[^=;\n]*(?:=\s*(?:null|undefined|\[\])\s*)?(?:;|$)/m;

function filledBy(file: JavaScriptFile, assignment: AssignmentExpression): Observed<Code>[] {
  const { left } = assignment;
  if (left.type !== 'Identifier') return [];
  const binding = file.scopes.bindingOf(left);
  if (binding?.scopeNode.type !== 'Program' || binding.declaration.type !== 'VariableDeclarator') return [];
  // What says that it is a cache is meant to be one; what something else assigns is looked after.
  if (/cache|memo/i.test(binding.name)) return [];
  if (!binding.writes.every(({ by, value }) => by === assignment || isEmpty(value))) return [];
  if (binding.writes.some(({ by }) => by !== assignment && closest(by, file.parentOf, isFunctionNode))) return [];
  const atImport = filledAtImport(file, assignment, binding);
  const value = atImport ?? filling(file, assignment, binding);
  const kept = value && keptBy(file, value);
  if (!kept || kept.held === 'renewed' || kept.held === 'kept' || kept.isSingleUse || isEmptied(file, binding))
    return [];
  const { query } = kept;
  const name = `\`${binding.name}\``;
  return [
    {
      span: { start: startOf(left), end: endOf(left) },
      symbol: query.symbol,
      dialect: query.dialect.id,
      // It may be meant to hold for as long as the process lives.
      certainty: 'likely',
      message: `${name} is filled ${atImport ? 'when the module is imported' : 'by the first call'} and never again: changes are not seen until the process ends.`,
      evidence: [query.evidence],
      scenario: [
        `T1  ${atImport ? 'the module is imported: it' : 'the first request'} asks \`${query.symbol}\`, and ${name} keeps the answer`,
        'T2  changes the rows, and commits',
        `T1  a later request finds ${name} filled: the rows from before`,
      ],
      related: [],
      outcome: 'refuse',
      refusal: 'filled-once',
    },
  ];
}

/**
 * What the import of a module gives a name that functions read: `rooms = await …;` at its top, or what is done there with
 * the rows when they have come, `ask().then((rows) => { … })`.
 * @returns the query; undefined where the assignment does anything else.
 */
function filledAtImport(
  file: JavaScriptFile,
  { operator, left, right }: AssignmentExpression,
  { reads }: Binding,
): Node | undefined {
  const isRead = reads.some((read) => read !== left && closest(read, file.parentOf, isFunctionNode));
  if (operator !== '=' || !isRead) return undefined;
  const fn = closest(left, file.parentOf, isFunctionNode);
  if (!fn) return isAtTop(file, left) ? right : undefined;
  const call = file.parentOf(fn);
  const [parameter] = fn.params;
  if (!call || !isCallNode(call) || !isMemberNode(call.callee) || propertyName(call.callee) !== 'then')
    return undefined;
  const isGiven = call.arguments[0] === fn && parameter?.type === 'Identifier' && rootOf(right) === parameter.name;
  return isGiven && isAtTop(file, call) && !isLater(file, left, fn) ? call.callee.object : undefined;
}

/** Whether a node is a part of a statement at the top, and under no condition. */
function isAtTop(file: JavaScriptFile, node: Node): boolean {
  const outer = closest(
    node,
    file.parentOf,
    (one): one is Node =>
      !/^(?:Assignment|Await|Call|Member|Unary|OptionalCall|OptionalMember)Expression$/.test(one.type),
  );
  return outer?.type === 'ExpressionStatement' && file.parentOf(outer)?.type === 'Program';
}

/** Whether something decides, inside a function, whether the assignment is made. */
function isLater(file: JavaScriptFile, assigned: Node, fn: Node): boolean {
  const around = closest(
    assigned,
    file.parentOf,
    (one): one is Node => one === fn || /^(?:If|Switch|Try|For|While|Conditional|Logical)/.test(one.type),
  );
  return around !== fn;
}

/** The name that an expression begins with, where it only takes apart or arranges. */
function rootOf(value: Node): string | undefined {
  const node = unwrapped(value);
  if (node.type === 'Identifier') return node.name;
  const source = sourceOf(node);
  return source && rootOf(source);
}

/** The value that an assignment gives a name where it is empty; undefined where it asks for anything else, or nothing. */
function filling(file: JavaScriptFile, assignment: AssignmentExpression, { name }: Binding): Node | undefined {
  const fn = closest(assignment, file.parentOf, isFunctionNode);
  if (!fn) return undefined;
  const { operator, right } = assignment;
  if (operator === '??=' || operator === '||=') return right;
  if (operator !== '=') return undefined;
  const value = unwrapped(right);
  const isOrElse = value.type === 'LogicalExpression' && value.operator !== '&&' && asksFor(value.left, name, 'filled');
  if (isOrElse) return value.right;
  const test = closest(assignment, file.parentOf, (one): one is Node => one.type === 'IfStatement' || one === fn);
  if (test?.type === 'IfStatement' && isWithin(assignment, test.consequent))
    return asksFor(test.test, name, 'empty') ? right : undefined;
  // `if (rooms) return rooms;` above it, in the body of the same function.
  const statement = file.parentOf(assignment);
  if (!statement || fn.body.type !== 'BlockStatement' || !fn.body.body.some((one) => one === statement))
    return undefined;
  const before = fn.body.body.filter((one) => one.type === 'IfStatement' && startOf(one) < startOf(statement));
  const [only, ...others] = before;
  if (only?.type !== 'IfStatement' || others.length > 0 || !asksFor(only.test, name, 'filled')) return undefined;
  const leaves = only.consequent.type === 'BlockStatement' ? only.consequent.body[0] : only.consequent;
  return leaves?.type === 'ReturnStatement' ? right : undefined;
}

/** Whether a condition asks whether a name is empty, or filled, and nothing else: no age, no key. */
function asksFor(condition: Node, name: string, what: 'empty' | 'filled'): boolean {
  const test = unwrapped(condition);
  if (test.type === 'UnaryExpression' && test.operator === '!')
    return asksFor(test.argument, name, what === 'empty' ? 'filled' : 'empty');
  if (test.type === 'BinaryExpression') {
    const isSame = /^===?$/.test(test.operator);
    if (!isSame && !/^!==?$/.test(test.operator)) return false;
    const isNothing = isNone(test.right) || (test.right.type === 'NumericLiteral' && test.right.value === 0);
    return isNothing && isSame === (what === 'empty') && isNamed(test.left, name);
  }
  return what === 'filled' && isNamed(test, name);
}

/** `rooms` or `rooms.length`. */
function isNamed(node: Node, name: string): boolean {
  const inner = unwrapped(node);
  if (isMemberNode(inner)) return propertyName(inner) === 'length' && isNamed(inner.object, name);
  return inner.type === 'Identifier' && inner.name === name;
}

function isNone(node: Node): boolean {
  return node.type === 'NullLiteral' || (node.type === 'Identifier' && node.name === 'undefined');
}

function isEmpty(value: Node | undefined): boolean {
  const node = value && unwrapped(value);
  return node !== undefined && (isNone(node) || (node.type === 'ArrayExpression' && node.elements.length === 0));
}

/** Whether somebody takes the rows out again: `rooms.length = 0`, `rooms.splice(…)`. */
function isEmptied({ text }: JavaScriptFile, { name }: Binding): boolean {
  return new RegExp(
    String.raw`\b${name.replace(/\$/g, '\\$')}\.(?:length\s*=[^=]|splice\(|pop\(|shift\(|clear\()`,
  ).test(text);
}

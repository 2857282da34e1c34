import type { Node } from '@babel/types';
import type { LateRead } from './copies.ts';
import type { JavaScriptFile } from './file.ts';
import { isFunctionNode, isMemberNode, unwrapped } from './nodes.ts';
import { inSequence } from './outcomes.ts';
import { isSameRoot, pathFrom, stepsOf } from './paths.ts';
import type { Binding, Use } from './scopes.ts';
import { closest, endOf, startOf } from './walk.ts';

/** A read of which TypeScript knows more where it stands than it would in a function of its own. */
export interface NarrowedRead extends LateRead {
  /** What tells it, or sets it. */
  readonly by: Node;
}

/**
 * What a statement reads that was tested for being there on the way to it, and may be written as far as the compiler
 * knows: a variable that is assigned more than once, a property. None in JavaScript.
 * @param fn the function around the statement.
 */
export function narrowedReads(file: JavaScriptFile, statement: Node, fn: Node, reads: readonly Use[]): NarrowedRead[] {
  if (!/\.[cm]?tsx?$/.test(file.path)) return [];
  const tests = testsBefore(file, statement, fn);
  const around = closest(statement, file.parentOf, isFunctionNode);
  const roots: Node[] = [...reads, ...file.find(statement, 'ThisExpression')];
  return roots.flatMap((root): NarrowedRead[] => {
    if (closest(root, file.parentOf, isFunctionNode) !== around) return [];
    const { names, steps } = pathFrom(file, root);
    for (let length = steps.length; length > 0; length -= 1) {
      const by = tests.find((test) => asksFor(file, test, [root, ...names.slice(0, length)]));
      const [read, name] = [steps[length - 1], names[length - 1]];
      if (by && read && name !== undefined && !isAskedAgain(file, read))
        return [{ by, binding: undefined, reads: [read], calledAfter: name, isCertainlySet: true }];
    }
    const binding = root.type === 'Identifier' ? file.scopes.bindingOf(root) : undefined;
    if (!binding || root.type !== 'Identifier' || isAskedAgain(file, root)) return [];
    const by = isAssignedAgain(binding)
      ? (tests.find((test) => asksFor(file, test, [root])) ?? wide(file, binding))
      : undefined;
    return by ? [{ by, binding, reads: [root], calledAfter: root.name, isCertainlySet: true }] : [];
  });
}

/** What was asked on the way to a statement: around it, and before it where the other answer leaves. */
function testsBefore(file: JavaScriptFile, statement: Node, fn: Node): Node[] {
  const tests: Node[] = [];
  for (let inner = statement, outer = file.parentOf(inner); outer && inner !== fn; outer = file.parentOf(inner)) {
    if ((outer.type === 'IfStatement' || outer.type === 'WhileStatement') && outer.test !== inner)
      tests.push(outer.test);
    const body = 'body' in outer && Array.isArray(outer.body) ? (outer.body as Node[]) : [];
    for (const one of body)
      if (
        one.type === 'IfStatement' &&
        startOf(one) < startOf(inner) &&
        !inSequence([one.consequent], file.parentOf).includes('normal')
      )
        tests.push(one.test);
    inner = outer;
  }
  return tests;
}

/** Whether a test tells of a path that it is there, or what it is. */
function asksFor(file: JavaScriptFile, test: Node, [root, ...names]: readonly [Node, ...string[]]): boolean {
  const asked = [...file.find(test, 'MemberExpression'), ...file.find(test, 'OptionalMemberExpression')];
  const nodes: Node[] = names.length > 0 ? asked : file.find(test, 'Identifier');
  return [test, ...nodes].some((node) => {
    const [own, ...path] = stepsOf(node) ?? [];
    return (
      own !== undefined && isSameRoot(file, own, root) && path.join() === names.join() && isTested(file, node, test)
    );
  });
}

function isTested(file: JavaScriptFile, node: Node, test: Node): boolean {
  if (node === test) return true;
  const outer = file.parentOf(node);
  if (!outer) return false;
  if (outer.type === 'UnaryExpression') return /^(?:!|typeof)$/.test(outer.operator);
  if (outer.type === 'LogicalExpression') return true;
  if (isMemberNode(outer)) return outer.object === node && outer.optional === true;
  if (outer.type !== 'BinaryExpression') return false;
  if (/^(?:instanceof|in)$/.test(outer.operator)) return true;
  const other = unwrapped(outer.left === node ? outer.right : outer.left);
  return other.type === 'NullLiteral' || (other.type === 'Identifier' && other.name === 'undefined');
}

/** `order?.id`: what is not there is dealt with. */
function isAskedAgain(file: JavaScriptFile, read: Node): boolean {
  const outer = file.parentOf(read);
  return outer !== undefined && isMemberNode(outer) && outer.object === read && outer.optional === true;
}

const isAssignedAgain = ({ kind, writes, declaration }: Binding): boolean =>
  /^(?:var|let|param)$/.test(kind) && writes.some(({ by }) => by !== declaration);

/** What gives a variable its value, where its declaration says less than that. */
function wide({ text }: JavaScriptFile, { declaration, identifier, writes }: Binding): Node | undefined {
  if (declaration.type !== 'VariableDeclarator') return undefined;
  const { init } = declaration;
  const isEmpty = !init || init.type === 'NullLiteral' || (init.type === 'Identifier' && init.name === 'undefined');
  const type = identifier.typeAnnotation;
  const isWide = !type || /\b(?:null|undefined)\b/.test(text.slice(startOf(type), endOf(type)));
  return isEmpty && isWide ? writes.findLast(({ by }) => by !== declaration)?.by : undefined;
}

import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { functionOf, functionsBelow } from '../../../src/languages/javascript/functions.ts';
import {
  type CallNode,
  type FunctionNode,
  isClassNode,
  isFunctionNode,
  isLoopNode,
  isMemberNode,
  keyName,
  propertyName,
  unwrapped,
} from '../../../src/languages/javascript/nodes.ts';
import type { Binding } from '../../../src/languages/javascript/scopes.ts';
import { childrenOf, closest } from '../../../src/languages/javascript/walk.ts';
import { variableAt } from './variables.ts';

/** What follows an invocation through the functions of its file, in the order in which they run. */
export interface Visitor {
  /** A name in use. @returns true where what is looked for is certainly overwritten there. */
  name(node: Node): boolean;
  /** A function whose body runs, before it does. */
  enter?(fn: FunctionNode): void;
}

/**
 * Follows one invocation of a handler: its body, the callbacks in it where they stand, and the functions of the file that
 * it names where it names them.
 */
export function follow(file: JavaScriptFile, handler: FunctionNode, visitor: Visitor): void {
  const done = new Map<Node, { before: boolean; after: boolean }>();
  const named = new Set<Binding>();
  /** What was overwritten at each `return` of the function that runs. */
  let returned: boolean[] = [];

  /** @param over whether what is looked for is overwritten before. @returns whether it is behind the node. */
  const visit = (node: Node | null | undefined, over: boolean): boolean => {
    if (
      !node ||
      (node.type.startsWith('TSType') && node.type !== 'TSTypeAssertion') ||
      node.type === 'TSInterfaceDeclaration'
    )
      return over;
    if (isLoopNode(node)) return loop(node, over);
    switch (node.type) {
      case 'FunctionDeclaration':
        return over;
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
        // What has a name runs where it is named.
        return file.parentOf(node)?.type === 'VariableDeclarator' ? over : run(node, over);
      case 'ObjectMethod':
      case 'ClassMethod':
      case 'ClassPrivateMethod':
        run(node, over);
        return over;
      case 'Identifier':
        return identifier(node, over);
      case 'IfStatement': {
        const tested = visit(node.test, over);
        const [yes, no] = [visit(node.consequent, tested), node.alternate ? visit(node.alternate, tested) : tested];
        return yes && no;
      }
      case 'ConditionalExpression': {
        const tested = visit(node.test, over);
        const [yes, no] = [visit(node.consequent, tested), visit(node.alternate, tested)];
        return yes && no;
      }
      case 'LogicalExpression': {
        const left = visit(node.left, over);
        visit(node.right, left);
        return left;
      }
      case 'SwitchStatement': {
        const tested = visit(node.discriminant, over);
        const ends = node.cases.map((one) => sequence(one.consequent, visit(one.test, tested)));
        return node.cases.some(({ test }) => !test) ? ends.every(Boolean) : tested;
      }
      case 'TryStatement': {
        const [first] = node.block.body;
        // What may be thrown, is thrown behind the first statement at the earliest: that one seldom throws.
        const begun = first ? visit(first, over) : over;
        const tried = sequence(node.block.body.slice(1), begun);
        const caught = node.handler ? visit(node.handler.body, begun) : true;
        const ended = tried && caught;
        return node.finalizer ? visit(node.finalizer, ended) : ended;
      }
      case 'ReturnStatement':
        returned.push(visit(node.argument, over));
        // Nothing runs behind it.
        return true;
      case 'ThrowStatement':
        visit(node.argument, over);
        return true;
      case 'BreakStatement':
      case 'ContinueStatement':
        return true;
      case 'BlockStatement':
        return sequence(node.body, over);
      case 'AssignmentExpression': {
        const given = visit(node.right, over);
        return visit(node.left, given) || given;
      }
      case 'VariableDeclarator':
        return visit(node.init, over);
      case 'ObjectProperty':
        return visit(node.value, node.computed ? visit(node.key, over) : over);
      case 'MemberExpression':
      case 'OptionalMemberExpression': {
        const object = visit(node.object, over);
        const own = ownExport(node) ?? ownMethod(node);
        const behind = own ? run(own, object) : object;
        return node.computed ? visit(node.property, behind) : behind;
      }
      case 'CallExpression':
      case 'OptionalCallExpression':
      case 'NewExpression':
        return call(node, over);
      default:
        return sequence(childrenOf(node), over);
    }
  };

  const sequence = (nodes: readonly Node[], over: boolean): boolean =>
    nodes.reduce((before, node) => visit(node, before), over);

  const loop = (node: Extract<Node, { body: Node }>, over: boolean): boolean => {
    const parts = node as { init?: Node; test?: Node; left?: Node; right?: Node; update?: Node; body: Node };
    const begun = visit(parts.test, visit(parts.right, visit(parts.init, over)));
    const turned = visit(parts.body, visit(parts.left, begun));
    visit(parts.update, turned);
    return node.type === 'DoWhileStatement' ? turned : begun;
  };

  /** The function is named last: `save(read())` reads first. */
  const call = (node: CallNode | Extract<Node, { type: 'NewExpression' }>, over: boolean): boolean => {
    const callee = unwrapped(node.callee);
    const isNamed = callee.type === 'Identifier' || isFunctionNode(callee);
    const received = isNamed ? over : visit(node.callee, over);
    const method = isMemberNode(callee)
      ? (propertyName(callee) ?? '')
      : callee.type === 'Identifier'
        ? callee.name
        : '';
    let given = received;
    for (const argument of node.arguments) {
      const behind = visit(argument, given);
      // What runs for each element, at an event or after an error may never run.
      if (!sometimes.test(method) || !isCallback(argument)) given = behind;
    }
    return isNamed ? visit(node.callee, given) : given;
  };

  const isCallback = (node: Node): boolean => {
    const passed = unwrapped(node);
    return (
      isFunctionNode(passed) ||
      (passed.type === 'Identifier' && functionOf(file.scopes.bindingOf(passed)) !== undefined)
    );
  };

  const run = (fn: FunctionNode, over: boolean): boolean => {
    const before = done.get(fn);
    // Once it ran with nothing overwritten, another time tells nothing new; in a circle it adds nothing.
    if (before && (!before.before || over)) return over || before.after;
    done.set(fn, { before: over, after: over });
    visitor.enter?.(fn);
    const outer = returned;
    returned = [];
    const given = sequence(fn.params, over);
    const end = fn.body.type === 'BlockStatement' ? sequence(fn.body.body, given) : visit(fn.body, given);
    const after = end && returned.every(Boolean);
    returned = outer;
    done.set(fn, { before: over, after });
    return after;
  };

  const identifier = (node: Extract<Node, { type: 'Identifier' }>, over: boolean): boolean => {
    if (!over && visitor.name(node)) return true;
    const binding = variableAt(file, node);
    if (!binding || binding.identifier === node) return over;
    const fn = functionOf(binding);
    if (fn) return run(fn, over);
    // What an object or a class of the module holds may be called through it.
    const held = binding.scopeNode.type === 'Program' && !named.has(binding) ? heldBy(binding) : [];
    named.add(binding);
    for (const one of held) visit(one, over);
    return over;
  };

  const ownExport = (node: Node): FunctionNode | undefined => {
    if (
      !isMemberNode(node) ||
      !/^(?:module\.)?exports$/.test(file.text.slice(node.object.start ?? 0, node.object.end ?? 0))
    )
      return undefined;
    const exported = file.module.exports.named.get(propertyName(node) ?? '');
    const meant = exported?.from === 'here' ? unwrapped(exported.node) : undefined;
    return meant && isFunctionNode(meant) ? meant : undefined;
  };

  /** `this.settle` in a class. */
  const ownMethod = (node: Node): FunctionNode | undefined => {
    if (!isMemberNode(node) || node.object.type !== 'ThisExpression') return undefined;
    const owner = closest(node, file.parentOf, isClassNode);
    const name = propertyName(node);
    const member = owner?.body.body.find((one) => 'key' in one && keyName(one.key) === name);
    if (member && isFunctionNode(member)) return member;
    const value = member?.type === 'ClassProperty' && member.value ? unwrapped(member.value) : undefined;
    return value && isFunctionNode(value) ? value : undefined;
  };

  run(handler, false);
}

const sometimes =
  /^(?:forEach|map|flatMap|filter|reduce|reduceRight|some|every|find|findIndex|each|eachSeries|eachLimit|on|once|addListener|addEventListener|subscribe|setTimeout|setImmediate|catch)$/;

/** The methods of a class; what a variable is given where it is declared. */
function heldBy({ declaration }: Binding): Node[] {
  if (declaration.type !== 'VariableDeclarator') return functionsBelow(declaration);
  return declaration.init && !isFunctionNode(unwrapped(declaration.init)) ? [declaration.init] : [];
}

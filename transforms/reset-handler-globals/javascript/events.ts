import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { functionOf } from '../../../src/languages/javascript/functions.ts';
import { type FunctionNode, isCallNode, isFunctionNode, targetsIn } from '../../../src/languages/javascript/nodes.ts';
import type { Binding } from '../../../src/languages/javascript/scopes.ts';
import { walk } from '../../../src/languages/javascript/walk.ts';
import { variableAt } from './variables.ts';

/** The names that hold something of the event: the handler's first parameter, and what is made from it. */
export function namesOfEvent(
  file: JavaScriptFile,
  handler: FunctionNode,
  reached: ReadonlySet<FunctionNode>,
): ReadonlySet<Binding> {
  const names = new Set<Binding>();
  const add = (pattern: Node | undefined): void => {
    for (const target of pattern ? targetsIn(pattern) : []) {
      const binding = file.scopes.bindingOf(target);
      // What the module keeps is what is asked about.
      if (binding && binding.scopeNode.type !== 'Program') names.add(binding);
    }
  };
  add(handler.params[0]);
  for (let before = -1; before !== names.size; ) {
    before = names.size;
    for (const fn of reached) {
      walk(fn.body, (node) => {
        if (node.type === 'VariableDeclarator' && node.init && holds(file, node.init, names)) add(node.id);
        if (node.type === 'AssignmentExpression' && holds(file, node.right, names)) add(node.left);
        if (node.type === 'ForOfStatement' && holds(file, node.right, names)) {
          add(node.left.type === 'VariableDeclaration' ? node.left.declarations[0]?.id : node.left);
        }
        // An error of work on the event tells of that event.
        if (node.type === 'TryStatement' && node.handler?.param && holds(file, node.block, names))
          add(node.handler.param);
        if (isCallNode(node)) passOn(file, node, names, add);
        // A function of its own is asked for itself.
        return !isFunctionNode(node) || !reached.has(node) || node === fn;
      });
    }
  }
  return names;
}

/** Whether an expression reads one of some names. */
export function holds(file: JavaScriptFile, root: Node, names: ReadonlySet<Binding>): boolean {
  let found = false;
  walk(root, (node) => {
    const binding = variableAt(file, node);
    if (binding && names.has(binding)) found = true;
    return !found;
  });
  return found;
}

function passOn(
  file: JavaScriptFile,
  call: Extract<Node, { type: 'CallExpression' | 'OptionalCallExpression' }>,
  names: ReadonlySet<Binding>,
  add: (pattern: Node | undefined) => void,
): void {
  const callee = call.callee.type === 'Identifier' ? functionOf(file.scopes.bindingOf(call.callee)) : undefined;
  const isOfEvent = [call.callee, ...call.arguments.filter((one) => !isFunctionNode(one))].some((one) =>
    holds(file, one, names),
  );
  call.arguments.forEach((argument, at) => {
    if (callee && holds(file, argument, names)) add(callee.params[at]);
    // `event.Records.forEach((record) => …)`, `load(event.id, (error, order) => …)`
    if (isOfEvent && isFunctionNode(argument)) argument.params.forEach(add);
  });
}

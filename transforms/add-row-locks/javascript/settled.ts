import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { isCallNode, isFunctionNode, isMemberNode, propertyName } from '../../../src/languages/javascript/nodes.ts';

/** What becomes of the answer of a query: somebody waits for it, or an error of it is `caught` on the way, or nobody waits. */
type Settled = 'awaited' | 'caught' | 'left';

/** @param query the whole of a query, the last of its chained calls. */
export function settledBy(file: JavaScriptFile, query: Node): Settled {
  let isCaught = false;
  let node = query;
  for (let parent = file.parentOf(node); parent !== undefined; parent = file.parentOf(node)) {
    switch (parent.type) {
      case 'AwaitExpression':
      case 'ReturnStatement':
        return isCaught ? 'caught' : 'awaited';
      case 'VariableDeclarator':
      case 'AssignmentExpression': {
        const name = parent.type === 'VariableDeclarator' ? parent.id : parent.left;
        const reads = name.type === 'Identifier' ? (file.scopes.bindingOf(name)?.reads ?? []) : [];
        return reads.map((use) => settledBy(file, use)).find((one) => one !== 'left') ?? 'left';
      }
      case 'ExpressionStatement':
        return 'left';
      default:
        if (parent.type === 'UnaryExpression' && parent.operator === 'void') return 'left';
        // A function that is called later hands on only what it gives back.
        if (isFunctionNode(parent) && parent.body !== node) return 'left';
        if (isCallNode(parent) && isMemberNode(parent.callee)) {
          const method = propertyName(parent.callee) ?? '';
          const isHandled = method === 'catch' || (method === 'then' && parent.arguments.length > 1);
          if ((parent.callee === node && isHandled) || method === 'allSettled') isCaught = true;
        }
    }
    node = parent;
  }
  return 'left';
}

import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import type { JavaScriptHandler } from '../../../src/languages/javascript/handlers.ts';
import { isFunctionNode } from '../../../src/languages/javascript/nodes.ts';
import type { Binding } from '../../../src/languages/javascript/scopes.ts';
import { endOf, isWithin, startOf } from '../../../src/languages/javascript/walk.ts';
import { cellOf, staleRead } from './exposure.ts';
import { outermost, usesOfFunction } from './intent.ts';
import type { Invocation } from './leaks.ts';
import { type StateUse, usesIn } from './uses.ts';

/**
 * Whether one kind of request fills a variable for another one to read: state that serves as a store. Within an
 * invocation it would be of no use.
 */
export function isFilledByOthers(file: JavaScriptFile, binding: Binding, invocations: readonly Invocation[]): boolean {
  const users = invocations.map(({ handler, reached }) => ({ handler, uses: usesIn(file, binding, reached) }));
  const writes = users.flatMap(({ uses }) => uses).filter((use) => cellOf(binding, use) !== undefined);
  const onlyReads = users.some(
    ({ handler, uses }) =>
      isServedByFile(handler) &&
      !uses.some((use) => cellOf(binding, use)) &&
      writes.some((use) => {
        const cell = cellOf(binding, use);
        return cell !== undefined && staleRead(file, handler.fn, cell) !== undefined;
      }),
  );
  return onlyReads || (writes.length > 0 && users.some(({ uses }) => isSplit(file, uses, writes)));
}

/** Whether one process serves all that a file exports; elsewhere every function has processes of its own. */
function isServedByFile({ dialect }: JavaScriptHandler): boolean {
  return dialect.recognises.handler?.some((pattern) => 'place' in pattern) === true;
}

/** Whether everything that is written is written for one kind of request, and read for others. */
function isSplit(file: JavaScriptFile, uses: readonly StateUse[], writes: readonly StateUse[]): boolean {
  const branches = writes.map(({ node }) => branchOf(file, node));
  if (!branches.every((branch) => branch !== undefined)) return false;
  return uses.some(
    ({ kind, isRead, node }) =>
      (kind === 'read' || isRead) && !branches.some((branch) => branch !== undefined && isWithin(node, branch)),
  );
}

/** The branch around a node, or around the calls of its function, that is for one kind of request alone. */
export function branchOf(file: JavaScriptFile, node: Node, depth = 0): Node | undefined {
  for (let inner = node, outer = file.parentOf(node); outer; inner = outer, outer = file.parentOf(outer)) {
    const test = outer.type === 'IfStatement' && outer.test !== inner ? outer.test : undefined;
    const asked =
      test ?? (outer.type === 'SwitchStatement' && inner.type === 'SwitchCase' ? outer.discriminant : undefined);
    if (asked && kindOfRequest.test(file.text.slice(startOf(asked), endOf(asked)))) return inner;
    if (isFunctionNode(outer) && file.parentOf(outer)?.type === 'Program') break;
  }
  const fn = outermost(file, node);
  const [call, ...others] = fn && depth === 0 ? usesOfFunction(file, fn) : [];
  return call && others.length === 0 ? branchOf(file, call, depth + 1) : undefined;
}

/** What tells requests to one handler apart. */
const kindOfRequest = /\b(?:httpMethod|method|routeKey|rawPath|pathname|path|resource|fieldName|parentTypeName)\b/;

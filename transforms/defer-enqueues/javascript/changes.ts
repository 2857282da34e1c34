import type { Node } from '@babel/types';
import type { LateRead } from '../../../src/languages/javascript/copies.ts';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { loopsAround } from '../../../src/languages/javascript/flow.ts';
import { type CallNode, isMemberNode, propertyName } from '../../../src/languages/javascript/nodes.ts';
import { isSameRoot, overlaps, type Path, pathFrom, stepsOf } from '../../../src/languages/javascript/paths.ts';
import type { Use } from '../../../src/languages/javascript/scopes.ts';
import { endOf, isWithin, startOf } from '../../../src/languages/javascript/walk.ts';

/** What becomes of the objects that a statement reads, until it runs behind the commit. */
export interface Changes {
  /** Whether one is changed in place, or closed. */
  readonly isChanged: boolean;
  /** Properties that a method of the object sets anew, so that the value has to be kept. */
  readonly late: readonly LateRead[];
}

/**
 * @param call the one that sends, in the statement.
 * @param reads the outer names that the statement reads.
 */
export function changesBehind(
  file: JavaScriptFile,
  { statement, call }: { readonly statement: Node; readonly call: CallNode },
  fn: Node,
  reads: readonly Use[],
): Changes {
  const loops = loopsAround(file, statement);
  const isLater = (node: Node) =>
    !isWithin(node, statement) && (startOf(node) > endOf(statement) || loops.some((loop) => isWithin(node, loop.node)));
  const roots: Node[] = [...reads, ...file.find(statement, 'ThisExpression')];
  const read = roots.map((root) => pathFrom(file, root));
  const meets = (target: Node) => {
    const [root, ...names] = stepsOf(target) ?? [];
    return root !== undefined && read.some((own) => isSameRoot(file, own.root, root) && overlaps(own.names, names));
  };
  const outlives = (target: Node) => {
    const [root] = stepsOf(target) ?? [];
    const binding = root?.type === 'Identifier' ? file.scopes.bindingOf(root) : undefined;
    return (
      startOf(target) > endOf(statement) || !binding || !loops.some((loop) => isWithin(binding.scopeNode, loop.node))
    );
  };
  const isWritten = assignedIn(file, fn).some(
    (target) => isMemberNode(target) && isLater(target) && outlives(target) && meets(target),
  );
  const calls = file.find(fn, 'CallExpression').filter(isLater);
  const isCalled = calls.some((call) => {
    const { callee } = call;
    if (!isMemberNode(callee) || !changing.test(propertyName(callee) ?? '')) return false;
    if (file.sites('enqueue').some((site) => site.call === call)) return false;
    return outlives(callee.object) && meets(callee.object);
  });
  if (isWritten || isCalled) return { isChanged: true, late: [] };
  const renewed = calls.flatMap((call) => renewedBy(call) ?? []).filter(outlives);
  const given = read.filter(({ root }) => !isWithin(root, call.callee));
  return renewedReads(file, given, renewed);
}

/** What is assigned to, counted up or deleted in some code. */
export function assignedIn(file: JavaScriptFile, root: Node): Node[] {
  return [
    ...file.find(root, 'AssignmentExpression').map(({ left }): Node => left),
    ...file.find(root, 'UpdateExpression').map(({ argument }): Node => argument),
    ...file.find(root, 'UnaryExpression', { operator: 'delete' }).map(({ argument }): Node => argument),
  ];
}

/** The row that `order.update({ … })` or `Object.assign(order, …)` sets properties of. */
function renewedBy({ callee, arguments: given }: CallNode): Node | undefined {
  if (!isMemberNode(callee)) return undefined;
  const method = propertyName(callee) ?? '';
  const isAssign = method === 'assign' && callee.object.type === 'Identifier' && callee.object.name === 'Object';
  return isAssign ? given[0] : renewing.test(method) ? callee.object : undefined;
}

/** Properties are kept, keys are the same for good; an object that is given whole cannot be kept. */
function renewedReads(file: JavaScriptFile, read: readonly Path[], renewed: readonly Node[]): Changes {
  const late: LateRead[] = [];
  for (const { root, names, steps } of read) {
    if (root.type !== 'Identifier') continue;
    const isMet = renewed.some((target) => {
      const [own, ...path] = stepsOf(target) ?? [];
      return own !== undefined && own.type === 'Identifier' && isSameRoot(file, own, root) && overlaps(names, path);
    });
    const [last, name] = [steps.at(-1), names.at(-1)];
    if (!isMet || (name !== undefined && key.test(name))) continue;
    if (!last || name === undefined || isCalledOn(file, last)) return { isChanged: true, late: [] };
    late.push({ binding: undefined, reads: [last], calledAfter: name, isCertainlySet: true });
  }
  return { isChanged: false, late };
}

/** Whether a method is called on what is read. */
function isCalledOn(file: JavaScriptFile, read: Node): boolean {
  const outer = file.parentOf(read);
  return outer !== undefined && isMemberNode(outer) && outer.object === read;
}

const key = /^(?:_?id|uuid|pk|\w*(?:Id|Uuid)|\w+_id)$/;

/** Methods of a row that set its properties. */
const renewing = /^(?:update|increment|decrement|reload|refresh|restore|merge|fill)$/;

/** Methods that change what they are called on, or put an end to it. */
const changing =
  /^(?:push|pop|shift|unshift|splice|sort|reverse|fill|set|add|delete|clear|append|assign|close|end|quit|disconnect|destroy|commit|abort)$/;

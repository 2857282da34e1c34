import type { PythonFile } from '../../../src/languages/python/file.ts';
import { ancestorsOf, child, type PythonNode } from '../../../src/languages/python/node.ts';
import { functionAround } from '../../../src/languages/python/queries.ts';
import type { Use } from '../../../src/languages/python/uses.ts';
import { walk } from '../../../src/languages/python/walk.ts';
import type { QueryChain } from '../../../src/model/query-patterns.ts';
import { outermost } from './readings.ts';

/** Whether a function puts a query as it stands into the dictionary of a template, which reads its rows. */
export function isRendered(file: PythonFile, { module, node }: Use, rendered: QueryChain['rendered']): boolean {
  const around = functionAround(node);
  if (rendered === undefined || around?.type !== 'function_definition') return false;
  const textOf = (one: PythonNode) => module.tree.text.slice(one.start, one.end);
  const at = outermost(node);
  const up = at.parent;
  const left = up?.type === 'assignment' && at.field === 'right' ? child(up, 'left') : undefined;
  const isPut = (up?.type === 'pair' && at.field === 'value') || left?.type === 'subscript';
  if (!isPut) return false;
  const isCall = (call: PythonNode) => {
    const callee = call.type === 'call' ? child(call, 'function') : undefined;
    return (
      callee !== undefined && file.accessPathsIn(module, callee).some((path) => rendered.by.some((one) => one === path))
    );
  };
  if ([...ancestorsOf(at)].some((one) => functionAround(one) === around && isCall(one))) return true;
  const name = child(around, 'name');
  if (name !== undefined && rendered.methods.includes(textOf(name))) return true;
  // `context = {"orders": orders}`, `render(request, "orders.html", context)`
  const assignment = [...ancestorsOf(at)].find(({ type }) => type === 'assignment');
  const target = assignment && child(assignment, 'left');
  const holder = target?.type === 'subscript' ? child(target, 'value') : target;
  if (holder?.type !== 'identifier') return false;
  return [...walk(around)].some(
    (call) =>
      isCall(call) && [...walk(call)].some((one) => one.type === 'identifier' && textOf(one) === textOf(holder)),
  );
}

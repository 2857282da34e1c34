import type { PythonFile } from '../../../src/languages/python/file.ts';
import { child, named, type PythonNode } from '../../../src/languages/python/node.ts';
import { argumentsOf } from '../../../src/languages/python/rows.ts';
import { walk } from '../../../src/languages/python/walk.ts';
import { isTestedForNone } from './atomic.ts';
import { type Definition, functionCalled } from './called.ts';
import type { Held } from './held.ts';
import { type Lineage, methodsOf } from './lineage.ts';
import { reachOf } from './reaching.ts';

/** How many calls are followed down. */
const deepest = 3;

/** Calls that only look at what they are given. */
const looks =
  /(?:^|\.)(?:log|logger|logging|LOG|_logger)\.\w+$|^(?:print|str|repr|len|bool|isinstance|hasattr|getattr|type|id)$/;

/** Methods of a library's own on a row that change no column. */
const plain = /^(?:get_\w+_display|refresh_from_db|save|__\w+__)$/;

/**
 * Whether somebody else may change columns of a row before it is written: a method of it, or a function that is given it,
 * which then count on the write of all columns.
 * @param mutable the columns whose values can be changed in place.
 */
export function isChangedElsewhere(
  file: PythonFile,
  held: Held,
  lineage: Lineage,
  write: PythonNode,
  mutable: ReadonlySet<string>,
): boolean {
  const { binding, callable } = held;
  return binding.reads.some((read) => {
    if (write.start <= read.start && read.end <= write.end) return false;
    return reachOf(read, write, held) !== 'never' && !isLooking(file, read, callable, 0);
  });

  function isLooking(file: PythonFile, read: PythonNode, around: PythonNode, depth: number): boolean {
    const { parent, field } = read;
    if (parent === undefined || isTestedForNone(read)) return true;
    if (/^(?:interpolation|comparison_operator|boolean_operator)$/.test(parent.type)) return true;
    if (parent.type === 'attribute' && field === 'object') return isColumnRead(file, parent, depth);
    const list = parent.type === 'keyword_argument' ? parent.parent : parent;
    const call = list?.type === 'argument_list' ? list.parent : undefined;
    const callee = call && child(call, 'function');
    if (call === undefined || callee === undefined) return false;
    if (looks.test(file.textOf(callee))) return true;
    const called = depth < deepest ? functionCalled(file, callee, around) : undefined;
    const place = parent.type === 'keyword_argument' ? -1 : argumentsOf(call).indexOf(read);
    return called !== undefined && place >= 0 && leavesParameter(called, place, depth + 1);
  }

  function isColumnRead(file: PythonFile, member: PythonNode, depth: number): boolean {
    const name = file.textOf(child(member, 'attribute') ?? member);
    const user = member.parent;
    if (user?.type === 'call' && member.field === 'function') return isLookingMethod(name, depth);
    // `row.column = …` is a change that the caller knows of.
    const isTarget = user?.type === 'assignment' && member.field === 'left';
    return isTarget || !mutable.has(name);
  }

  function isLookingMethod(name: string, depth: number): boolean {
    const methods = methodsOf(lineage, name);
    if (methods.length === 0) return plain.test(name);
    return depth < deepest && methods.every((method) => leavesParameter(method, 0, depth + 1));
  }

  function leavesParameter({ file, node }: Definition, place: number, depth: number): boolean {
    const parameter = named(child(node, 'parameters') ?? node)[place];
    const name = parameter?.type === 'identifier' ? parameter : parameter && named(parameter)[0];
    const binding = name?.type === 'identifier' ? file.scopes.bindingOf(name) : undefined;
    if (binding === undefined) return false;
    const changes = file.scopes.mutations.some(({ target }) =>
      [...walk(target)].some((one) => one.type === 'identifier' && file.scopes.bindingOf(one) === binding),
    );
    return !changes && binding.reads.every((read) => isLooking(file, read, node, depth));
  }
}

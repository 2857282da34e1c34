import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { isCallNode, isMemberNode, keyName, propertyName, unwrapped } from '../../../src/languages/javascript/nodes.ts';
import { endOf, isWithin, startOf } from '../../../src/languages/javascript/walk.ts';
import type { Dependence, Derivation } from './dependence.ts';
import type { RowRead } from './reads.ts';
import { holdsRow, isMergedByDatabase, writesOtherRows } from './related.ts';

/** One column that a write sets. */
export interface Written {
  readonly column: string;
  readonly dependence: Dependence | undefined;
  /** Where its value is worked out. */
  readonly node: Node;
}

/** The columns that are set on the row before it is saved; `save`: the call, or what ends with it. */
export function assignedTo(
  file: JavaScriptFile,
  read: RowRead,
  derived: Derivation,
  save: Node,
  sendsChanges = false,
): Written[] {
  const written: Written[] = [];
  const end = isWithin(read.node, save) ? endOf(save) : startOf(save);
  const isBefore = (node: Node) => startOf(node) < end && startOf(node) > endOf(read.node);
  for (const use of read.binding.reads) {
    const member = outermost(file, use);
    if (!isMemberNode(member) || unwrapped(member.object) !== use || !isBefore(member)) {
      written.push(...(isBefore(use) ? mergedInto(file, use, derived) : []));
      continue;
    }
    const column = propertyName(member);
    const user = file.parentOf(member);
    if (column === undefined || !user) continue;
    if (user.type === 'UpdateExpression') written.push({ column, dependence: 'computed', node: user });
    else if (user.type === 'AssignmentExpression' && user.left === member) {
      const isPlain = user.operator === '=';
      const isDefault = user.operator === '??=' || user.operator === '||=';
      const dependence = isPlain ? derived.of(user.right, column) : isDefault ? 'kept' : 'computed';
      written.push({ column, dependence, node: user });
    } else if (isCallNode(user) && user.callee === member && /^(?:set|merge|assign|setAttributes)$/.test(column)) {
      written.push(...user.arguments.slice(0, 1).flatMap((one) => setIn(file, one, derived)));
    }
  }
  if (sendsChanges) return written;
  for (const column of derived.changed().filter((one) => !holdsRow(file, one)))
    for (const node of derived.changesOf(column))
      if (isBefore(node)) written.push({ column, dependence: changeOf(node, column, derived), node });
  return written;
}

/** A key that is given a value from elsewhere may be one of another row, which a change of this one leaves alone. */
function changeOf(node: Node, column: string, derived: Derivation): Dependence {
  const isSet = node.type === 'AssignmentExpression' && node.operator === '=';
  return isSet && derived.of(node.right, column) === undefined ? 'merged' : 'computed';
}

/** `Object.assign(row, { … })` */
function mergedInto(file: JavaScriptFile, use: Node, derived: Derivation): Written[] {
  const call = file.parentOf(use);
  if (!call || !isCallNode(call) || call.arguments[0] !== use) return [];
  if (!isMemberNode(call.callee) || propertyName(call.callee) !== 'assign') return [];
  return call.arguments.slice(1).flatMap((one) => setIn(file, one, derived));
}

/** The columns that an object sets; a name stands for the object that it is assigned. */
export function setIn(file: JavaScriptFile, values: Node, derived: Derivation, depth = 0): Written[] {
  const node = unwrapped(values);
  if (node.type === 'ObjectExpression') {
    return node.properties.flatMap((one): Written[] => {
      if (one.type === 'SpreadElement')
        return depth < 2 ? setIn(file, spreadObject(one.argument), derived, depth + 1) : [];
      const column = one.type === 'ObjectProperty' ? keyName(one.key, one.computed) : undefined;
      if (column === undefined || one.type !== 'ObjectProperty') return [];
      // Operators of the database: of all but this one it works out the value itself.
      if (column.startsWith('$')) return column === '$set' ? setIn(file, one.value, derived, depth + 1) : [];
      if (writesOtherRows(one.value) || isMergedByDatabase(file, one.value, column)) return [];
      return [{ column, dependence: derived.of(one.value, column), node: one.value }];
    });
  }
  const binding = node.type === 'Identifier' ? file.scopes.bindingOf(node) : undefined;
  if (!binding || depth > 2) return [];
  const made = binding.writes.flatMap(({ value }) => (value ? setIn(file, value, derived, depth + 1) : []));
  const added = binding.reads.flatMap((use): Written[] => {
    const member = file.parentOf(use);
    const user = member && file.parentOf(member);
    if (
      !member ||
      !isMemberNode(member) ||
      member.object !== use ||
      user?.type !== 'AssignmentExpression' ||
      user.left !== member
    )
      return [];
    const column = propertyName(member);
    return column === undefined ? [] : [{ column, dependence: derived.of(user.right, column), node: user }];
  });
  return [...made, ...added];
}

/** `...(isNew && { status })`, `...(isNew ? { status } : {})` */
function spreadObject(argument: Node): Node {
  const node = unwrapped(argument);
  if (node.type === 'LogicalExpression') return spreadObject(node.right);
  return node.type === 'ConditionalExpression' ? spreadObject(node.consequent) : node;
}

/** The member expression that a use of the row stands in, assertions left out: `row.c` of `(row as Order).c`. */
export function outermost(file: JavaScriptFile, use: Node): Node {
  let node = use;
  for (let parent = file.parentOf(node); parent !== undefined; parent = file.parentOf(node)) {
    if (isMemberNode(parent) && parent.object === node) return parent;
    if (unwrapped(parent) === parent) return use;
    node = parent;
  }
  return use;
}

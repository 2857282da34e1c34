import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { isCallNode, isMemberNode, propertyName } from '../../../src/languages/javascript/nodes.ts';
import { closest, endOf, isWithin, startOf } from '../../../src/languages/javascript/walk.ts';
import type { Certainty } from '../../../src/model/dialect.ts';
import type { Related } from '../../../src/model/transform.ts';
import type { RowRead } from './reads.ts';
import { dependenceOf, type RowWrite } from './writes.ts';

/** What a write does to what others write in between. */
export type Loss = 'computed' | 'whole-row' | 'tested';

/** What is lost by a write, if anything is; a value that does not come from the row undoes nobody's. */
export function lossOf(file: JavaScriptFile, read: RowRead, write: RowWrite): Loss | undefined {
  const dependence = dependenceOf(write);
  if (dependence !== undefined && dependence !== 'kept') return 'computed';
  if (write.columns.some((one) => isTested(file, read, one.column, write.node))) return 'tested';
  return write.isWhole && write.columns.length > 0 ? 'whole-row' : undefined;
}

/** Whether an `if` around a write, or one that leaves before it, asks for a column that the write sets. */
function isTested(file: JavaScriptFile, { binding }: RowRead, column: string, write: Node): boolean {
  return binding.reads.some((use) => {
    const member = file.parentOf(use);
    if (!member || !isMemberNode(member) || propertyName(member) !== column || startOf(member) > startOf(write))
      return false;
    const test = closest(member, file.parentOf, (node): node is Node => node.type === 'IfStatement');
    return test?.type === 'IfStatement' && isWithin(member, test.test);
  });
}

/** What is said of a lost update, whatever becomes of it. */
export function observationOf(
  file: JavaScriptFile,
  read: RowRead,
  write: RowWrite,
  loss: Loss,
  certainty: Certainty,
  others: readonly Related[],
) {
  const row = `\`${read.binding.name}\``;
  const lost = write.columns.filter(
    ({ dependence }) => loss !== 'computed' || (dependence !== undefined && dependence !== 'kept'),
  );
  const columns = [...new Set(lost.map(({ column }) => `\`${column}\``))].join(', ');
  const are = columns.includes(', ') ? 'are' : 'is';
  const messages: Readonly<Record<Loss, string>> = {
    computed: `${columns} of ${row} ${are} worked out from a read without a lock, and written back: what another process wrote in between is lost.`,
    'whole-row': `${row} is written back with every column as it was read: what another process wrote in between is undone.`,
    tested: `${columns} of ${row} ${are} tested and then set: another process may pass the same test in between.`,
  };
  return {
    span: { start: startOf(write.node), end: endOf(write.node) },
    symbol: write.symbol.replace(/\s+/g, ' '),
    dialect: read.call.dialect.id,
    certainty,
    message: messages[loss],
    evidence: [
      read.call.evidence,
      read.from === 'function' ? 'The row is read by a function of the project.' : `${row} is read without a lock.`,
      insteadOfLock(read, write, loss) ?? cures[loss],
    ],
    scenario: [
      `T1  reads ${row}`,
      `T2  reads the same row, changes it and writes it`,
      `T1  writes ${loss === 'whole-row' ? 'all columns' : columns} from what it has read: the change of T2 is gone`,
    ],
    related: [
      { path: file.path, start: startOf(read.node), end: endOf(read.node), message: `${row} is read here` },
      ...others,
    ],
  };
}

/** What fits in a database that has no row locks. */
function insteadOfLock({ call: { dialect } }: RowRead, { columns }: RowWrite, loss: Loss): string | undefined {
  if (loss !== 'computed' || !dialect.insteadOfLocks) return undefined;
  const worst = columns.find(({ dependence }) => dependence === 'computed') ?? columns[0];
  const shape = worst?.dependence === 'merged' ? 'key' : worst ? shapeOf(worst.node) : 'otherwise';
  return `The database has no row locks, but works out such a change itself: ${dialect.insteadOfLocks[shape]}.`;
}

/** What a new value is made like. */
function shapeOf(node: Node): 'sum' | 'list' | 'key' | 'otherwise' {
  if (node.type === 'UpdateExpression') return 'sum';
  if (node.type === 'AssignmentExpression') return /^[+-]=$/.test(node.operator) ? 'sum' : shapeOf(node.right);
  if (node.type === 'BinaryExpression') return /^[+-]$/.test(node.operator) ? 'sum' : 'otherwise';
  const holdsSpread = (parts: readonly (Node | null)[]) => parts.some((one) => one?.type === 'SpreadElement');
  if (node.type === 'ArrayExpression') return holdsSpread(node.elements) ? 'list' : 'otherwise';
  if (node.type === 'ObjectExpression') return holdsSpread(node.properties) ? 'key' : 'otherwise';
  if (
    isCallNode(node) &&
    isMemberNode(node.callee) &&
    /^(?:push|unshift|concat)$/.test(propertyName(node.callee) ?? '')
  )
    return 'list';
  return 'otherwise';
}

const cures: Readonly<Record<Loss, string>> = {
  computed:
    'The new value depends on the old one: a lock with a fresh read fits, or an atomic expression where that can say it.',
  'whole-row': 'The new values do not depend on the row: writing the changed columns alone fits.',
  tested: 'The row is tested before it is set: a conditional update with its count checked fits.',
};

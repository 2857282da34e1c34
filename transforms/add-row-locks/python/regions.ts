import { completionOf, meetingOf, statementAround, ways } from '../../../src/languages/python/completion.ts';
import type { PythonFile } from '../../../src/languages/python/file.ts';
import { endsLine, indentOf, lineStartOf } from '../../../src/languages/python/lines.ts';
import { ancestorsOf, child, isWithin, named, type PythonNode } from '../../../src/languages/python/node.ts';
import { functionAround } from '../../../src/languages/python/queries.ts';
import { walk } from '../../../src/languages/python/walk.ts';
import { isSentByCallees } from './callees.ts';
import type { Held } from './held.ts';
import { leavesAtOnce } from './leaving.ts';
import type { PythonCode } from './refusals.ts';
import { swallows } from './swallowed.ts';

/** Statements of one block that a transaction is to hold, from the locking read to the last write. */
export interface Region {
  readonly block: PythonNode;
  readonly statements: readonly PythonNode[];
  readonly start: number;
  readonly end: number;
}

/** The statements from the read of a row to its last write; in a loop, from the first that names the row. */
export function regionOf(file: PythonFile, held: Held): Region | undefined {
  const last = held.saves.at(-1)?.call;
  if (last === undefined) return undefined;
  if (held.origin === 'loop') {
    const block = child(held.read, 'body');
    const first = block && held.binding.reads.find((read) => isWithin(read, block));
    return block && first && between(block, first, last);
  }
  const from = held.site?.node ?? held.read;
  const meeting = meetingOf(from, last);
  if (meeting === undefined) return undefined;
  const block = blockAround(meeting.at);
  return block && between(block, from, last);

  function between(block: PythonNode, first: PythonNode, second: PythonNode): Region | undefined {
    const all = named(block);
    const start = all.findIndex((one) => isWithin(first, one));
    const end = all.findIndex((one) => isWithin(second, one));
    const statements = all.slice(start, end + 1);
    const [head] = statements;
    const tail = statements.at(-1);
    if (start === -1 || head === undefined || tail === undefined) return undefined;
    return { block, statements, start: lineStartOf(file.text, head.start), end: tail.end };
  }
}

function blockAround(node: PythonNode): PythonNode | undefined {
  if (node.type === 'block') return node;
  const statement = statementAround(node);
  return statement.parent?.type === 'block' ? statement.parent : undefined;
}

/** The lines over which a lock may be held before it is better taken later. */
const longest = 45;

/** What in a region keeps it from being put into a transaction. */
export function obstacleIn(file: PythonFile, held: Held, region: Region): PythonCode | undefined {
  const { callable, saves } = held;
  const nodes = region.statements.flatMap((one) => [...walk(one)]).filter((node) => functionAround(node) === callable);
  if (nodes.some(({ type }) => type === 'yield')) return 'yields-between';
  const [head] = region.statements;
  if (head === undefined || indentOf(file.text, head.start) === undefined || !endsLine(file.text, region.end))
    return 'shares-its-line';
  if (nodes.some((node) => leavesAtOnce(file, node) || file.sites('after-commit').some((site) => site.node === node)))
    return 'leaves-before-commit';
  if (isSentByCallees(file, nodes, held)) return 'leaves-before-commit';
  const first = saves[0]?.call.end ?? 0;
  const last = saves.at(-1)?.call.start ?? 0;
  if (
    nodes.some(
      (node) =>
        node.type === 'raise_statement' && follows(node, saves) && node.start < region.end && node.start > first,
    )
  )
    return 'leaves-before-commit';
  if (nodes.some((node) => node.type === 'try_statement' && swallows(file, node, held) && node.start < last))
    return 'database-error-handled';
  const lines = file.text.slice(region.start, region.end).split('\n').length;
  return lines > longest ? 'long-way-to-write' : undefined;
}

/** Whether a save has run when a node is reached. */
function follows(node: PythonNode, saves: Held['saves']): boolean {
  return saves.some(({ call }) => {
    if (call.end > node.start) return false;
    const meeting = meetingOf(call, node);
    if (meeting?.at.type === 'block') {
      const way = [...ancestorsOf(call)].find((up) => up.parent === meeting.at);
      return way === undefined || way === statementAround(call) || (completionOf(way) & ways.next) !== 0;
    }
    return meeting?.at.type === 'try_statement';
  });
}

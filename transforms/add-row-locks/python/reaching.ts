import { completionWithin, meetingOf, statementAround, ways } from '../../../src/languages/python/completion.ts';
import { ancestorsOf, isWithin, type PythonNode } from '../../../src/languages/python/node.ts';
import type { Held } from './held.ts';

/** How a node that has run stands to a later one: it always has by then, it may have, or it leads elsewhere. */
export type Reach = 'always' | 'maybe' | 'never';

/** @param held whose function both stand in; where a loop reads its row, each round begins anew. */
export function reachOf(from: PythonNode, to: PythonNode, { read, origin, callable }: Held): Reach {
  const own = statementAround(from);
  const block = own.parent;
  if (from.start < to.start && block !== undefined && isWithin(to, block)) return 'always';
  for (const up of ancestorsOf(to)) {
    if (up === callable || (origin === 'loop' && up === read)) break;
    if (origin === 'one' && up === read.parent) break;
    if (/^(?:for|while)_statement$/.test(up.type) && isWithin(from, up)) return 'maybe';
  }
  if (from.start > to.start) return 'never';
  const meeting = meetingOf(from, to);
  if (meeting === undefined || meeting.at.type === 'if_statement') return 'never';
  if (meeting.at.type === 'try_statement') {
    if (meeting.b.type === 'finally_clause') return 'maybe';
    return meeting.a.type === 'except_clause' || own.type === 'return_statement' ? 'never' : 'maybe';
  }
  if (meeting.at.type !== 'block') return 'maybe';
  return (completionWithin(own, meeting.at) & ways.next) === 0 ? 'never' : 'maybe';
}

/** Whether a write may come after a call: not where its statement raises what it makes, or leads elsewhere. */
export function leadsTo(call: PythonNode, write: PythonNode, held: Held): boolean {
  return statementAround(call).type !== 'raise_statement' && reachOf(call, write, held) !== 'never';
}

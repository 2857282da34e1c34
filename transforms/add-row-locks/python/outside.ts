import { statementAround } from '../../../src/languages/python/completion.ts';
import type { PythonFile } from '../../../src/languages/python/file.ts';
import { indentOf, lineStartOf, newlineOf, unitOf } from '../../../src/languages/python/lines.ts';
import { ancestorsOf, child, isWithin, named, type PythonNode } from '../../../src/languages/python/node.ts';
import { methodOf } from '../../../src/languages/python/rows.ts';
import { walk } from '../../../src/languages/python/walk.ts';
import type { ChainLock } from '../../../src/model/row-patterns.ts';
import type { Edit } from '../../../src/model/source.ts';
import { askedBehind } from './asked-behind.ts';
import { changesOf } from './changes.ts';
import type { Cure } from './cures.ts';
import { filled, lockedRead, openedBy, wrapped } from './lock.ts';
import { freeName, isUsedBehind, keyColumn } from './loops.ts';
import type { PythonCode } from './refusals.ts';
import { obstacleIn, type Region } from './regions.ts';
import { columnsSeen } from './seen.ts';
import { type Judged, joinedSaid } from './wording.ts';

/**
 * Leaves a remote call where it is, on the row as it was read, and locks and reads the row again behind it; where the
 * call was made from columns that have changed meanwhile, nothing is written.
 */
export function lockedBehind(file: PythonFile, judged: Judged, region: Region, lock: ChainLock): Cure | PythonCode {
  const { held, over } = judged;
  const { path, text } = file;
  const remote = over.filter(({ isRemote }) => isRemote);
  const last = region.statements.findLastIndex((one) => remote.some(({ node }) => isWithin(node, one)));
  const asking = region.statements[last];
  const after = region.statements.slice(last + 1);
  const [first] = after;
  if (asking === undefined || first === undefined || held.saves.length > 1) return 'remote-call-between';
  const early = changesOf(file, held).filter(({ node }) => node.start < first.start);
  const kept = early.length === 0 ? undefined : callHoisted(file, judged, asking, early);
  if (early.length > 0 && kept === undefined) return 'remote-call-between';
  const seen = columnsSeen(file, held, region.statements.slice(0, last + 1), kept?.target);
  if (held.chain.written.by === 'session')
    return seen === undefined ? 'remote-call-between' : askedBehind(file, judged, { asking, after, seen, kept }, lock);
  const name = freeName(file, held.callable, ['seen', 'before', `seen_${held.binding.name}`]);
  const opened = openedBy(file, held, lock);
  if (typeof opened === 'string') return opened;
  if (seen === undefined || name === undefined) return 'remote-call-between';
  const behind: Region = { ...region, statements: after, start: lineStartOf(text, first.start) };
  const obstacle = obstacleIn(file, held, behind);
  if (obstacle !== undefined) return obstacle;
  const read = held.origin === 'loop' ? readInLoop(file, judged, lock) : readAgain(file, judged, lock);
  if (typeof read === 'string') return read;

  const row = held.binding.name;
  const isLoop = held.origin === 'loop';
  const unit = unitOf(file, first);
  const indent = `${indentOf(text, first.start) ?? ''}${unit}`;
  const differs = seen.map((column) => `${row}.${column} ${isLoop ? '!=' : '=='} ${name}.${column}`);
  const isNested = !isLoop && seen.length > 0;
  const lines = [
    ...(seen.length > 0 ? [`${indent}${name} = ${row}`] : []),
    `${indent}${row} = ${read.code}`,
    ...(isLoop ? [`${indent}if ${[`${row} is None`, ...differs].join(' or ')}:`, `${indent}${unit}continue`] : []),
    ...(isNested ? [`${indent}if ${differs.join(' and ')}:`] : []),
    ...(kept ? [`${indent}${isNested ? unit : ''}${kept.line}`] : []),
    '',
  ];
  return {
    edits: [
      ...opened.edits,
      ...read.edits,
      ...(kept ? [{ path, start: asking.start, end: asking.end, text: kept.call }] : []),
      ...wrapped(file, behind, lines.join(newlineOf(text)), opened.code, isNested ? 2 : 1),
    ],
    behaviour: behaviourOf(judged, seen),
  };
}

export function behaviourOf({ held, over, joined }: Judged, seen: readonly string[]): string {
  const row = `\`${held.binding.name}\``;
  const calls = [...new Set(over.filter(({ isRemote }) => isRemote).map(({ name }) => `\`${name}(…)\``))].join(', ');
  const columns = seen.map((column) => `\`${column}\``).join(', ');
  return [
    `${calls} runs before the lock, on ${row} as it was read first; then the row is locked and read again.`,
    ...joinedSaid(joined),
    ...(seen.length > 0
      ? [`Where ${columns} has changed meanwhile, the answer is dropped and nothing is written.`]
      : []),
    ...(held.origin === 'loop' ? ['A row that the query no longer holds by then is passed over.'] : []),
    'Two runs at once may both make the call for one row.',
  ].join(' ');
}

/** A call that is made in front, and the line behind the lock that takes its answer. */
export interface Hoisted {
  readonly call: string;
  readonly line: string;
  readonly target: PythonNode;
}

/** `account.token = account.get_new_token()` becomes `token = …`, and behind the lock `account.token = token`. */
function callHoisted(
  file: PythonFile,
  { held }: Judged,
  asking: PythonNode,
  early: readonly { readonly node: PythonNode; readonly column: string }[],
): Hoisted | undefined {
  const [change, ...others] = early;
  const [assignment] = named(asking);
  if (change === undefined || others.length > 0 || asking.type !== 'expression_statement') return undefined;
  if (assignment === undefined || !/^(?:augmented_)?assignment$/.test(assignment.type)) return undefined;
  const left = child(assignment, 'left');
  const right = child(assignment, 'right');
  if (left !== change.node || right === undefined || right.type === 'assignment') return undefined;
  const name = freeName(file, held.callable, [change.column, `new_${change.column}`]);
  if (name === undefined) return undefined;
  const head = file.text.slice(left.start, right.start);
  return { call: `${name} = ${file.textOf(right)}`, line: `${head}${name}`, target: left };
}

interface Again {
  readonly code: string;
  readonly edits: readonly Edit[];
}

/** The read of a row once more, with a lock. */
export function readAgain(file: PythonFile, { held }: Judged, lock: ChainLock): Again | PythonCode {
  const { site, read, binding } = held;
  const last = site?.rows?.steps.at(-1);
  const edit = lockedRead(file, held, lock);
  if (typeof edit === 'string') return edit;
  const node = site?.node;
  // Another method gives nothing where there is no row, and what is asked twice has to be the same twice.
  if (node === undefined || binding.writes.length > 1 || statementAround(node) !== read) return 'remote-call-between';
  if (last !== undefined && !held.chain.again.includes(last.name)) return 'remote-call-between';
  if (edit.start < node.start || edit.end > node.end || /\(/.test(argumentsText(file, node)))
    return 'remote-call-between';
  const isRebound = [...walk(node)].some((one) => {
    const writes = one.type === 'identifier' ? (file.scopes.bindingOf(one)?.writes ?? []) : [];
    return writes.some((write) => write.node.start > read.end);
  });
  if (isRebound) return 'remote-call-between';
  const whole = file.textOf(node);
  return {
    code: whole.slice(0, edit.start - node.start) + edit.text + whole.slice(edit.end - node.start),
    edits: [],
  };
}

/** What stands in the brackets of the calls of a chain. */
function argumentsText(file: PythonFile, node: PythonNode): string {
  const parts: string[] = [];
  for (let at: PythonNode | undefined = node; at?.type === 'call'; ) {
    const list = child(at, 'arguments');
    if (list !== undefined) parts.push(file.textOf(list).slice(1, -1));
    const callee: PythonNode | undefined = child(at, 'function');
    at = callee && child(callee, 'object');
  }
  return parts.join(' ');
}

/** The row of a round of the loop once more, with a lock and by the same query. */
function readInLoop(file: PythonFile, { held }: Judged, lock: ChainLock): Again | PythonCode {
  const { read: loop, site, chain, binding } = held;
  const rows = site?.rows;
  const right = child(loop, 'right');
  const own = lock.loop?.own;
  const last = rows?.steps.at(-1);
  if (rows === undefined || right === undefined || own === undefined || last === undefined)
    return 'remote-call-between';
  const model = rows.model === undefined ? '' : file.textOf(rows.model);
  if (lock.loop === undefined || keyColumn(file, held, lock.loop) === undefined) return 'rows-read-together';
  if (rows.isSliced) return 'query-sliced';
  if (rows.steps.some(({ name }) => chain.unlockable?.includes(name))) return 'query-not-lockable';
  if (isUsedBehind(held) || right.type === 'identifier' || /\n/.test(file.text.slice(loop.start, right.start)))
    return 'rows-read-together';
  const loops = [...ancestorsOf(held.saves[0]?.call ?? loop)].find(({ type }) =>
    /^(?:for|while)_statement$/.test(type),
  );
  const indent = indentOf(file.text, loop.start);
  if (loops !== loop || indent === undefined) return 'rows-read-together';
  const isEach = right === last.call && chain.each?.includes(last.name) === true;
  const query = (isEach && child(methodOf(last.call)?.parent ?? right, 'object')) || right;
  const name = freeName(file, held.callable, [`${binding.name}s`, `${binding.name}_rows`, `all_${binding.name}s`]);
  if (name === undefined) return 'name-taken';
  const { path } = file;
  const newline = newlineOf(file.text);
  return {
    code: filled(lock.loop?.row ?? '', { rows: name, key: filled(own, { row: binding.name }), model }),
    edits: [
      { path, start: loop.start, end: loop.start, text: `${name} = ${file.textOf(query)}${newline}${indent}` },
      { path, start: query.start, end: query.end, text: name },
    ],
  };
}

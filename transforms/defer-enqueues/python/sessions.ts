import { completionOfAll, statementAround, ways } from '../../../src/languages/python/completion.ts';
import type { PythonFile } from '../../../src/languages/python/file.ts';
import { comesAfter, loopsAround } from '../../../src/languages/python/flow.ts';
import { child, isWithin, named, type PythonNode } from '../../../src/languages/python/node.ts';
import { functionAround } from '../../../src/languages/python/queries.ts';
import type { Dialect } from '../../../src/model/dialect.ts';
import type { OpenTransaction } from './transactions.ts';

/** The part of a function in which a session has been written to and is not committed yet. */
export interface Stretch {
  /** The code that stands for the session: `db.session`. */
  readonly session: string;
  /** The first write in it. */
  readonly write: PythonNode;
  /** The calls that may end it behind the place that was asked for. */
  readonly commits: readonly PythonNode[];
}

/** The transaction that a session has begun by itself, where it is written to before a node and committed behind it. */
export function sessionAround(file: PythonFile, node: PythonNode): OpenTransaction | undefined {
  for (const dialect of file.dialects) {
    const stretch = dialect.session && stretchAround(file, node, dialect.session, file.isUsed(dialect));
    if (!stretch) continue;
    const { session, write } = stretch;
    const symbol = file.textOf(child(write, 'function') ?? write);
    return {
      ...{ form: 'session', dialect, certainty: 'likely', symbol, node: undefined, database: undefined, stretch },
      evidence: `\`${symbol}\` before it begins a transaction by itself, and \`${session}.${dialect.session?.commit}\` behind it ends it.`,
      place: { path: file.path, start: write.start, end: write.end },
    };
  }
  return undefined;
}

function stretchAround(
  file: PythonFile,
  node: PythonNode,
  { of, named: usual, writes, commit, ends }: NonNullable<Dialect<'python'>['session']>,
  isUsed: boolean,
): Stretch | undefined {
  const callable = functionAround(node);
  if (callable?.type !== 'function_definition') return undefined;
  const own = file.tree.index.call.filter((call) => functionAround(call) === callable);
  const on = (methods: readonly string[]) => own.filter((call) => methods.includes(methodOf(file, call)));
  for (const last of on([commit]).filter((call) => comesAfter(call, node))) {
    const receiver = receiverOf(last);
    const session = receiver && file.textOf(receiver);
    if (!receiver || session === undefined) continue;
    const isKnown = file.accessPaths(receiver).some((path) => of.some((one) => one === path));
    if (!isKnown && !(isUsed && usual.test(session))) continue;
    const same = (calls: readonly PythonNode[]) =>
      calls.filter((call) => file.textOf(receiverOf(call) ?? call) === session);
    const ended = same(on([commit, ...ends]));
    const [write] = same(on(writes)).filter(
      (one) => comesAfter(node, one) && !ended.some((end) => end.start > one.start && end.start < node.start),
    );
    if (!write) continue;
    return { session, write, commits: same(on([commit])).filter((call) => comesAfter(call, node)) };
  }
  return undefined;
}

/** Where what is sent can be gathered before a session is written to, and sent behind its commit. */
export interface Room {
  readonly first: PythonNode;
  readonly last: PythonNode;
}

/** @returns undefined where the commit is not reached from the first write on one straight way. */
export function roomAround(call: PythonNode, { write, commits }: Stretch): Room | undefined {
  const [commit, ...others] = commits;
  const last = commit && statementAround(commit);
  const block = last?.parent;
  if (!commit || others.length > 0 || !block || !isWithin(call, block) || !isWithin(write, block)) return undefined;
  if (last.type !== 'expression_statement' || loopsAround(commit).some((loop) => isWithin(loop, block)))
    return undefined;
  const inner = named(last)[0];
  if (inner !== commit && !(inner?.type === 'await' && named(inner)[0] === commit)) return undefined;
  const way = named(block);
  const first = way.find((one) => isWithin(write, one));
  if (!first) return undefined;
  const between = way.slice(way.indexOf(first), way.indexOf(last));
  return completionOfAll(between) & ~(ways.next | ways.raise) ? undefined : { first, last };
}

const methodOf = (file: PythonFile, call: PythonNode): string => {
  const callee = child(call, 'function');
  const name = callee?.type === 'attribute' ? child(callee, 'attribute') : undefined;
  return name ? file.textOf(name) : '';
};

function receiverOf(call: PythonNode): PythonNode | undefined {
  const callee = child(call, 'function');
  return callee?.type === 'attribute' ? child(callee, 'object') : undefined;
}

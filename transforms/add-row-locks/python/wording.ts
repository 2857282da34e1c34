import type { PythonFile } from '../../../src/languages/python/file.ts';
import type { PythonNode } from '../../../src/languages/python/node.ts';
import type { Certainty } from '../../../src/model/dialect.ts';
import type { Observed } from '../../../src/model/transform.ts';
import type { Change } from './changes.ts';
import type { Held, Save } from './held.ts';
import type { Slow } from './slow.ts';
import { otherWriters } from './writers.ts';

/** What is said of one row, whatever becomes of it. */
export type Words = Pick<
  Observed,
  'span' | 'symbol' | 'dialect' | 'message' | 'evidence' | 'scenario' | 'related' | 'certainty'
>;

/** What was found out about one row. */
export interface Judged {
  readonly held: Held;
  readonly certainty: Certainty;
  /** The changes that make it a finding, the gravest first. */
  readonly changes: readonly Change[];
  readonly save: Save;
  /** The calls from the read to the first write that may take long. */
  readonly slow: readonly Slow[];
  /** Those to the last write. */
  readonly over: readonly Slow[];
  readonly job: string | undefined;
  /** For what the query that reads the row joins others. */
  readonly joined: readonly string[];
  /** The read before the lock from which the new value was worked out, where there is a lock. */
  readonly earlier?: PythonNode;
}

/** Words a finding: it is at the write, the read and the other writers are beside it. */
export function wordsOf(file: PythonFile, { held, certainty, changes, save, slow, job, earlier }: Judged): Words {
  const row = `\`${held.binding.name}\``;
  const [change] = changes;
  const column = change?.column ?? '';
  const target = `\`${held.binding.name}.${column}\``;
  const at = held.chain.written.by === 'session' && change ? change.node : save.call;
  const isWhole = change?.how === 'set' || change?.how === 'tested' || change?.how === 'from-row';
  const read = earlier ?? readOf(held);
  const [line = ''] = file.textOf(change?.statement ?? save.call).split('\n');
  const after = slow[0] === undefined ? '' : ` after \`${slow[0].name}(…)\``;
  return {
    span: { start: at.start, end: at.end },
    symbol: `${held.binding.name}.${file.textOf(save.call).split('(')[0]?.split('.').at(-1) || column}`,
    dialect: held.dialect.id,
    certainty,
    message: earlier
      ? `${target} is given a value that was worked out before the row was locked: what another process has written meanwhile is lost.`
      : isWhole
        ? `All columns of ${row} are written back as they were read${after}: what another process has written meanwhile is lost.`
        : `${target} is read, changed here and written back without a lock: what another process has written meanwhile is lost.`,
    evidence: [
      held.evidence,
      `\`${line.trim()}\` ${saysOf(change)}.`,
      ...(save.columns === undefined && held.chain.written.by === 'row'
        ? ['The write sets every column of the row.']
        : []),
      ...(job === undefined ? [] : [`\`${job}\` makes the function a job, of which several may run at once.`]),
      ...fits(change),
    ],
    scenario: [
      `T1  reads ${row}`,
      `T2  reads the same row`,
      isWhole ? `T2  writes another column of it` : `T2  changes ${target} and writes it`,
      `T1  writes ${row} as it was read, with its own change: what T2 wrote is gone`,
    ],
    related: [
      ...(read === undefined
        ? []
        : [{ path: file.path, start: read.start, end: read.end, message: `${row} is read here` }]),
      ...changes.slice(0, 3).map(({ node, column: name }) => ({
        path: file.path,
        start: node.start,
        end: node.end,
        message: `\`${held.binding.name}.${name}\` is changed here`,
      })),
      ...otherWriters(file, held),
    ],
  };
}

function readOf({ site, origin, read, callable }: Held): PythonNode | undefined {
  if (site !== undefined) return site.node;
  return origin === 'parameter' || origin === 'self'
    ? callable.children.find(({ field }) => field === 'parameters')
    : read;
}

function saysOf(change: Change | undefined): string {
  switch (change?.how) {
    case 'added':
    case 'computed':
      return 'makes the new value from the one that was read';
    case 'tidied':
      return 'keeps or tidies the value that was read';
    case 'tested':
      return 'runs where the value that was read passed a test';
    case 'from-row':
      return 'takes the new value from what the row gives';
    default:
      return 'sets a value that does not depend on the row';
  }
}

/** Which of the four cures fits. */
function fits(change: Change | undefined): string[] {
  switch (change?.how) {
    case 'added':
      return [
        'Fits: a lock from a fresh read to the write; or, where nothing else depends on the row, an update that the database computes.',
      ];
    case 'computed':
    case 'tidied':
    case 'from-row':
      return ['Fits: a lock from a fresh read to the write.'];
    case 'tested':
      return ['Fits: a conditional update that repeats the test, with its count of rows checked.'];
    default:
      return ['Fits: a write of the changed columns alone.'];
  }
}

/** What will behave differently. */
export function behaviourOf({ held, over: slow, joined }: Judged, isNew: boolean): string {
  const row = `\`${held.binding.name}\``;
  const over = [...new Set(slow.map(({ name }) => `\`${name}(…)\``))].slice(0, 4).join(', ');
  const remote = slow.some(({ isRemote }) => isRemote);
  return [
    isNew
      ? `Others that lock or write the row of ${row} wait from its read to its last write${held.origin === 'loop' ? ', one row at a time' : ''}.`
      : `Others that lock or write the row of ${row} wait from its read until the transaction ends.`,
    ...joinedSaid(joined),
    ...(over === '' ? [] : [`The lock is held over ${over}${remote ? ', a call to the outside among them' : ''}.`]),
    ...(held.origin === 'loop' ? ['A row that the query no longer holds when its turn comes is passed over.'] : []),
    ...(isNew ? ['An error in between undoes what was written in between.'] : []),
    ...(isNew ? ['Where a caller has a transaction open, the lock is held until that one ends.'] : []),
  ].join(' ');
}

/** That rows of other tables are locked, too. */
export function joinedSaid(joined: readonly string[]): string[] {
  const names = joined.map((name) => `\`${name}\``).join(', ');
  return joined.length === 0 ? [] : [`The rows that the query joins for ${names} are locked, too.`];
}

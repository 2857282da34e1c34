import type { PythonFile } from '../../../src/languages/python/file.ts';
import type { Span } from '../../../src/model/source.ts';
import type { Observed } from '../../../src/model/transform.ts';
import type { Leak } from './leaks.ts';
import { type GatheredElsewhere, placeOf } from './other-modules.ts';

/** What is said of a leak, whatever becomes of it. */
type Words = Pick<Observed, 'span' | 'symbol' | 'dialect' | 'message' | 'evidence' | 'scenario' | 'related'>;

/** Words a leak: the finding is at the declaration, the uses are beside it. */
export function observationOf({ path, textOf }: PythonFile, { variable, handlers, uses, changes, reads }: Leak): Words {
  const { declaration } = variable;
  const name = `\`${variable.name}\``;
  const callers = handlers.map(({ symbol }) => `\`${symbol}\``).join(', ');
  const [change] = changes;
  const [read] = reads;
  const verb = change?.change === 'grows' ? 'adds to' : 'sets';
  const [line = ''] = (change ? textOf(change.at) : '').split('\n');
  return {
    span: { start: declaration.start, end: declaration.end },
    symbol: variable.name,
    dialect: handlers[0]?.dialect.id ?? '',
    message: `${name} is made once, when the module is imported: what one invocation of ${callers} leaves in it, the next one reads.`,
    evidence: [
      ...new Set(handlers.map(({ evidence }) => evidence)),
      `\`${line.trim()}\` ${verb} it, and on some path it is read before it has a new value.`,
    ],
    scenario: [
      `T1  the first invocation ${verb} ${name}, and ends`,
      `T1  the second invocation finds in ${name} what the first one left`,
      `T1  it reads ${name} as if it were its own`,
    ],
    related: [
      ...uses
        .filter(({ change }) => change !== undefined && change !== 'reset')
        .map(({ at }) => ({ path, start: at.start, end: at.end, message: `${name} is changed here` })),
      ...(read ? [{ path, start: read.node.start, end: read.node.end, message: `${name} is read here` }] : []),
    ],
  };
}

/** Words a memo that the first event fills. */
export function memoObservation(file: PythonFile, leak: Leak): Words {
  const words = observationOf(file, leak);
  const name = `\`${leak.variable.name}\``;
  const [change] = leak.changes;
  const [line = ''] = (change ? file.textOf(change.at) : '').split('\n');
  return {
    ...words,
    message: `${name} is filled from the first event of the process, and serves every later one.`,
    evidence: [
      ...new Set(leak.handlers.map(({ evidence }) => evidence)),
      `\`${line.trim()}\` runs once, and its value is made from what that invocation was given.`,
    ],
    scenario: [
      `T1  the first invocation fills ${name} from its own event`,
      `T1  the second invocation, with another event, finds ${name} filled`,
      'T1  it works with what the first event said',
    ],
  };
}

/** Words what is gathered in another module: the finding is at the handler, which is where an invocation begins. */
export function elsewhereObservation(file: PythonFile, gathered: GatheredElsewhere): Words {
  const { handlers, variable, module, change, read } = gathered;
  const place = placeOf(gathered);
  const name = `\`${variable.name}\` of ${module.path}`;
  const at = (one: typeof change, message: string) => ({ path: one.file.path, ...spanOf(one.use.at), message });
  return {
    span: spanOf(place),
    symbol: variable.name,
    dialect: handlers[0]?.dialect.id ?? '',
    message: `${name} is made once, when that module is imported: what one invocation of \`${file.textOf(place)}\` adds to it, the next one reads.`,
    evidence: [
      ...new Set(handlers.map(({ evidence }) => evidence)),
      `Nothing in an invocation empties \`${variable.name}\`.`,
    ],
    scenario: [
      `T1  the first invocation adds to ${name}, and ends`,
      'T1  the second invocation finds in it what the first one left',
      'T1  it reads it as if it were its own',
    ],
    related: [
      { path: module.path, ...spanOf(variable.declaration), message: `\`${variable.name}\` is made here` },
      at(change, 'It is added to here'),
      at(read, 'It is read here'),
    ],
  };
}

const spanOf = ({ start, end }: Span): Span => ({ start, end });

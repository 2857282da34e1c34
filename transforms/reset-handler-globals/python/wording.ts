import type { PythonFile } from '../../../src/languages/python/file.ts';
import type { Observed } from '../../../src/model/transform.ts';
import type { Leak } from './leaks.ts';

/** What is said of a leak, whatever becomes of it. */
type Words = Pick<Observed, 'span' | 'symbol' | 'dialect' | 'message' | 'evidence' | 'scenario' | 'related'>;

/** Words a leak: the finding is at the declaration, the uses are beside it. */
export function observationOf({ path, textOf }: PythonFile, { variable, handlers, uses, changes, reads }: Leak): Words {
  const { binding, declaration } = variable;
  const name = `\`${binding.name}\``;
  const callers = handlers.map(({ symbol }) => `\`${symbol}\``).join(', ');
  const [change] = changes;
  const [read] = reads;
  const verb = change?.change === 'grows' ? 'adds to' : 'sets';
  const [line = ''] = (change ? textOf(change.at) : '').split('\n');
  return {
    span: { start: declaration.node.start, end: declaration.node.end },
    symbol: binding.name,
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

import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { endOf, startOf } from '../../../src/languages/javascript/walk.ts';
import type { Related } from '../../../src/model/transform.ts';
import type { Leak } from './leaks.ts';
import type { Verdict } from './obstacles.ts';

/** What is said of a leak, whatever becomes of it. */
export function observationOf(file: JavaScriptFile, { binding, write, read, handlers, kept }: Leak, verdict: Verdict) {
  const name = `\`${binding.name}\``;
  const [handler] = handlers;
  const dialect = handler?.dialect.id ?? '';
  const related: Related[] = [
    ...placed(
      file,
      write,
      kept === 'written-into' ? `what one event says is written into ${name} here` : `${name} is written here`,
    ),
    ...placed(file, read, `${name} is read here`),
    ...('refusal' in verdict ? placed(file, verdict.place, 'this stands in the way') : []),
  ];
  return {
    span: { start: startOf(binding.identifier), end: startOf(binding.identifier) + binding.name.length },
    symbol: binding.name,
    dialect,
    message: messages[kept ?? 'leaks'](name),
    evidence: [...new Set(handlers.map(({ evidence }) => evidence))],
    scenario: scenarios[kept ?? 'leaks'](name, handler?.name ?? 'the handler'),
    related,
  };
}

const messages = {
  leaks: (name: string) =>
    `${name} is written during an invocation, and the next one in the same process reads it before it is written again.`,
  'from-event': (name: string) => `${name} is filled once with what the first event says, and kept for all later ones.`,
  'written-into': (name: string) => `${name} is kept for all invocations, and what one event says is written into it.`,
};

const scenarios = {
  leaks: (name: string, handler: string) => [
    `T1  the first invocation of \`${handler}\` writes ${name}, and ends; the process stays`,
    `T1  the second invocation reads ${name}: what the first one left is still there`,
  ],
  'from-event': (name: string, handler: string) => [
    `T1  the first invocation of \`${handler}\` fills ${name} from its event`,
    `T1  the second invocation has another event, finds ${name} filled, and works with that of the first`,
  ],
  'written-into': (name: string, handler: string) => [
    `T1  the first invocation of \`${handler}\` writes a value of its event into ${name}; the process stays`,
    `T1  the second invocation uses ${name}, and the value of the first is still in it`,
  ],
};

function placed({ path }: JavaScriptFile, node: Node | undefined, message: string): Related[] {
  return node ? [{ path, start: startOf(node), end: endOf(node), message }] : [];
}

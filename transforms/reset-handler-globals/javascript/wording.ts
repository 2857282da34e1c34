import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import type { JavaScriptHandler } from '../../../src/languages/javascript/handlers.ts';
import { endOf, startOf } from '../../../src/languages/javascript/walk.ts';
import type { Related } from '../../../src/model/transform.ts';
import type { Leak } from './leaks.ts';
import type { Verdict } from './obstacles.ts';
import type { GatheredElsewhere } from './other-modules.ts';

/** What is said of a leak, whatever becomes of it. */
export function observationOf(file: JavaScriptFile, { binding, write, read, handlers, kept }: Leak, verdict: Verdict) {
  const name = `\`${binding.name}\``;
  const [handler] = handlers;
  const dialect = handler?.dialect.id ?? '';
  const related: Related[] = [
    ...placed(file, write, writings[kept ?? 'leaks']?.(name) ?? `${name} is written here`),
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

const writings: Partial<Record<NonNullable<Leak['kept']> | 'leaks', (name: string) => string>> = {
  'written-into': (name) => `what one event says is written into ${name} here`,
  copied: (name) => `what belongs to one invocation is written into a part of ${name} here`,
  'import-time': (name) => `${name} is made here`,
};

const messages = {
  leaks: (name: string) =>
    `${name} is written during an invocation, and the next one in the same process reads it before it is written again.`,
  'from-event': (name: string) => `${name} is filled once with what the first event says, and kept for all later ones.`,
  instance: (name: string) => `${name} is made once, and a field of it gathers what every invocation adds.`,
  rejected: (name: string) => `${name} keeps a promise, also when it is rejected.`,
  copied: (name: string) =>
    `${name} is copied for each invocation, but not the lists and objects in it: what one writes into those, the next one reads.`,
  'import-time': (name: string) =>
    `${name} is made once, when the module is loaded: every invocation in the same process has that of the first.`,
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
  instance: (name: string, handler: string) => [
    `T1  the first invocation of \`${handler}\` adds to a field of ${name}; the process stays, and with it the object`,
    `T1  the second invocation reads the field: what the first one added is still there`,
  ],
  rejected: (name: string, handler: string) => [
    `T1  the first invocation of \`${handler}\` gives ${name} a promise; it is rejected, and stays`,
    `T1  the second invocation finds ${name} there, awaits it, and fails with the error of the first`,
  ],
  copied: (name: string, handler: string) => [
    `T1  the first invocation of \`${handler}\` copies ${name}, and writes into a part of the copy: it is a part of ${name} as well`,
    `T1  the second invocation copies ${name}: what the first one wrote is in it`,
  ],
  'import-time': (name: string, handler: string) => [
    `T1  the module is loaded: ${name} is made`,
    `T1  hours later an invocation of \`${handler}\` reads ${name}: it is that of hours ago, and all others have had it too`,
  ],
  'written-into': (name: string, handler: string) => [
    `T1  the first invocation of \`${handler}\` writes a value of its event into ${name}; the process stays`,
    `T1  the second invocation uses ${name}, and the value of the first is still in it`,
  ],
};

/** What is said of state in another module: the finding is at the handler, which is where an invocation begins. */
export function elsewhereObservation(
  file: JavaScriptFile,
  { module, binding, write, read, reaches }: GatheredElsewhere,
) {
  const handlers = reaches.map(({ handler }) => handler);
  const [handler] = handlers;
  const span = handler ? placeOf(file, handler) : { start: 0, end: 0 };
  const name = `\`${binding.name}\` of ${module.path}`;
  return {
    span,
    symbol: binding.name,
    dialect: handler?.dialect.id ?? '',
    message: `${name} is made once, when that module is loaded: what one invocation of \`${handler?.name ?? ''}\` leaves in it, the next one reads.`,
    evidence: [...new Set(handlers.map(({ evidence }) => evidence)), `No invocation empties \`${binding.name}\`.`],
    scenario: [
      `T1  the first invocation writes into ${name}, and ends; the process stays`,
      'T1  the second invocation finds in it what the first one left, and reads that as its own',
    ],
    related: [
      ...placed(module, binding.identifier, `\`${binding.name}\` is made here`),
      ...placed(write.file, write.node, 'it is written here'),
      ...placed(read.file, read.node, 'it is read here'),
    ],
  };
}

/** The name of a handler; the head of its function where it has none. */
function placeOf(file: JavaScriptFile, { fn }: JavaScriptHandler): { start: number; end: number } {
  const holder = file.parentOf(fn);
  const name =
    'id' in fn && fn.id
      ? fn.id
      : 'key' in fn
        ? fn.key
        : holder?.type === 'VariableDeclarator'
          ? holder.id
          : holder?.type === 'AssignmentExpression'
            ? holder.left
            : undefined;
  if (!name) return { start: startOf(fn), end: startOf(fn.body) };
  const end = name.type === 'Identifier' ? startOf(name) + name.name.length : endOf(name);
  return { start: startOf(name), end };
}

function placed({ path }: JavaScriptFile, node: Node | undefined, message: string): Related[] {
  return node ? [{ path, start: startOf(node), end: endOf(node), message }] : [];
}

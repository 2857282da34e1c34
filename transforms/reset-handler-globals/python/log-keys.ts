import type { PythonFile, PythonSite } from '../../../src/languages/python/file.ts';
import { ancestorsOf, child, isWithin, named, type PythonNode } from '../../../src/languages/python/node.ts';
import type { KeptLogKeys } from '../../../src/model/handler-patterns.ts';
import type { Observed } from '../../../src/model/transform.ts';
import { derivedFrom } from './derived.ts';
import { callsIn, conditionsAround } from './process-state.ts';
import type { Reach } from './reach.ts';

/** Finds keys of the event that a handler adds to the process's logger on one path, while another path logs too. */
export function logKeysOf(
  file: PythonFile,
  entries: readonly PythonSite[],
  reach: Reach,
): readonly Observed<'log-key-kept'>[] {
  return entries.flatMap((handler) => {
    const kept = handler.dialect.keptLogKeys;
    if (kept === undefined || !file.text.includes(kept.addedBy)) return [];
    if (kept.forgottenBy.words.some((word) => file.textsNaming(word).length > 0)) return [];
    const calls = callsIn(handler.node);
    const isDerived = derivedFrom(file, handler.node, reach.of(handler.node));
    return calls
      .filter((call) => isMethod(file, call, kept.addedBy) && isLogger(file, call, kept))
      .filter((call) => {
        const branch = branchAround(call);
        if (branch === undefined || !conditionsAround(call).some(isDerived)) return false;
        const conditions = conditionsAround(call).map((one) => file.textOf(one));
        const isLoggedBeside = calls.some(
          (other) =>
            !isWithin(other, branch) &&
            logs.test(methodOf(file, other)) &&
            isSameLogger(file, call, other) &&
            !conditionsAround(other).some((one) => conditions.includes(file.textOf(one))),
        );
        return isLoggedBeside && keysOf(call).some((key) => isDerived(key) && !isAddedElsewhere(file, key, call, kept));
      })
      .map((call) => observationOf(file, handler, call, kept));
  });
}

const logs = /^(?:debug|info|warning|error|exception|critical)$/;

const methodOf = (file: PythonFile, call: PythonNode): string => {
  const callee = child(call, 'function');
  const name = callee?.type === 'attribute' ? child(callee, 'attribute') : undefined;
  return name === undefined ? '' : file.textOf(name);
};

const isMethod = (file: PythonFile, call: PythonNode, method: string): boolean => methodOf(file, call) === method;

const receiverOf = (call: PythonNode): PythonNode | undefined => {
  const callee = child(call, 'function');
  return callee && child(callee, 'object');
};

/** Whether a call is one of a logger that the module holds, or takes from another one. */
function isLogger(file: PythonFile, call: PythonNode, { loggers }: KeptLogKeys): boolean {
  const receiver = receiverOf(call);
  if (receiver?.type !== 'identifier' || file.scopes.bindingOf(receiver)?.scope !== file.scopes.module) return false;
  return loggers.some((path) => file.accessPaths(receiver).includes(path));
}

function isSameLogger(file: PythonFile, call: PythonNode, other: PythonNode): boolean {
  const [one, two] = [receiverOf(call), receiverOf(other)];
  return two?.type === 'identifier' && one !== undefined && file.textOf(one) === file.textOf(two);
}

/** The outermost branch that a node is in; none in a loop, whose rounds share the keys among themselves. */
function branchAround(node: PythonNode): PythonNode | undefined {
  let found: PythonNode | undefined;
  for (const up of ancestorsOf(node)) {
    if (up.type === 'function_definition') break;
    if (up.type === 'for_statement' || up.type === 'while_statement') return undefined;
    if (up.type === 'if_statement') found = up;
  }
  return found;
}

const keysOf = (call: PythonNode): readonly PythonNode[] => {
  const list = child(call, 'arguments');
  return list === undefined ? [] : named(list).filter(({ type }) => type === 'keyword_argument');
};

/** Whether another call adds the same key, so that it may have a new value on the other paths too. */
function isAddedElsewhere(file: PythonFile, key: PythonNode, call: PythonNode, { addedBy }: KeptLogKeys): boolean {
  const nameOf = (one: PythonNode) => file.textOf(child(one, 'name') ?? one);
  const isOther = (node: PythonNode): boolean => {
    if (node !== call && node.type === 'call' && isMethod(file, node, addedBy)) {
      const list = child(node, 'arguments');
      // `**keys` may hold any.
      const given = list === undefined ? [] : named(list);
      if (given.some((one) => one.type !== 'keyword_argument' || nameOf(one) === nameOf(key))) return true;
    }
    return node.children.some(isOther);
  };
  return isOther(file.root);
}

function observationOf(
  file: PythonFile,
  { dialect, evidence }: PythonSite,
  call: PythonNode,
  { forgottenBy }: KeptLogKeys,
): Observed<'log-key-kept'> {
  return {
    outcome: 'refuse',
    refusal: 'log-key-kept',
    span: { start: call.start, end: call.end },
    symbol: file.textOf(child(call, 'function') ?? call),
    dialect: dialect.id,
    certainty: 'likely',
    message: `The logger belongs to the process: a later invocation that does not come here is logged with this key too. Have the keys forgotten first: \`${forgottenBy.first}\`.`,
    evidence: [evidence, `Nothing in the project names \`${forgottenBy.words[0]}\`.`],
    scenario: [
      'T1  the first invocation adds the key to the logger, and ends',
      'T1  the second invocation takes the other path, and does not add it',
      'T1  its lines are logged with the first one’s key',
    ],
    related: [],
  };
}

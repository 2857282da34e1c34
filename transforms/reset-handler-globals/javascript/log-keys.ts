import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import {
  type CallNode,
  isCallNode,
  isFunctionNode,
  isLoopNode,
  isMemberNode,
  keyName,
  propertyName,
} from '../../../src/languages/javascript/nodes.ts';
import { endOf, isWithin, startOf, walk } from '../../../src/languages/javascript/walk.ts';
import type { KeptLogKeys } from '../../../src/model/handler-patterns.ts';
import type { Observed } from '../../../src/model/transform.ts';
import { holds } from './events.ts';
import type { Invocation } from './leaks.ts';

/** Finds keys of the event that a handler adds to the process's logger on one path, while another path logs too. */
export function logKeysOf(file: JavaScriptFile, invocations: readonly Invocation[]): Observed<'log-key-kept'>[] {
  return invocations.flatMap((invocation) => {
    const kept = invocation.handler.dialect.keptLogKeys;
    if (kept === undefined || !file.text.includes(kept.addedBy)) return [];
    if (kept.forgottenBy.words.some((word) => file.filesNaming(word).length > 0)) return [];
    const calls = callsIn(invocation.handler.fn.body);
    return calls
      .filter((call) => methodOf(call) === kept.addedBy && isLogger(file, call, kept))
      .filter((call) => isAddedOnOnePath(file, call, calls, invocation, kept))
      .map((call) => observationOf(file, call, invocation, kept));
  });
}

const logs = /^(?:debug|info|warn|error|critical)$/;

const methodOf = ({ callee }: CallNode): string | undefined =>
  isMemberNode(callee) ? propertyName(callee) : undefined;

const receiverOf = (file: JavaScriptFile, { callee }: CallNode) =>
  isMemberNode(callee) && callee.object.type === 'Identifier' ? file.scopes.bindingOf(callee.object) : undefined;

/** The calls of a body, those of functions inside of it left out. */
function callsIn(body: Node): readonly CallNode[] {
  const found: CallNode[] = [];
  walk(body, (node) => {
    if (isCallNode(node)) found.push(node);
    return !isFunctionNode(node);
  });
  return found;
}

/** Whether a call is one of a logger that the module holds, or takes from another one. */
function isLogger(file: JavaScriptFile, call: CallNode, { loggers }: KeptLogKeys): boolean {
  if (receiverOf(file, call)?.scopeNode.type !== 'Program' || !isMemberNode(call.callee)) return false;
  const names = file.instanceNames(call.callee.object);
  return loggers.some((path) => names.has(path));
}

function isAddedOnOnePath(
  file: JavaScriptFile,
  call: CallNode,
  calls: readonly CallNode[],
  { handler, names }: Invocation,
  { addedBy }: KeptLogKeys,
): boolean {
  const around = branchesAround(file, call, handler.fn);
  const branch = around?.at(-1);
  if (!around || !branch || !around.some(({ test }) => holds(file, test, names))) return false;
  const textOf = (node: Node) => file.text.slice(startOf(node), endOf(node));
  const tests = around.map(({ test }) => textOf(test));
  const isLoggedBeside = calls.some(
    (other) =>
      !isWithin(other, branch) &&
      logs.test(methodOf(other) ?? '') &&
      receiverOf(file, other) === receiverOf(file, call) &&
      !branchesAround(file, other, handler.fn)?.some(({ test }) => tests.includes(textOf(test))),
  );
  const others = callsOfAll(file).filter((other) => other !== call && methodOf(other) === addedBy);
  const given = others.map(keysOf);
  return (
    isLoggedBeside &&
    given.every((keys) => keys !== undefined) &&
    (keysOf(call) ?? []).some(
      ({ name, value }) => holds(file, value, names) && !given.some((keys) => keys?.some((key) => key.name === name)),
    )
  );
}

const callsOfAll = (file: JavaScriptFile): readonly CallNode[] => [
  ...file.find(file.ast.program, 'CallExpression'),
  ...file.find(file.ast.program, 'OptionalCallExpression'),
];

/** The branches that a node is in, the outermost last; undefined in a loop, whose rounds share the keys. */
function branchesAround(file: JavaScriptFile, node: Node, fn: Node) {
  const found: Extract<Node, { type: 'IfStatement' }>[] = [];
  for (let outer = file.parentOf(node); outer && outer !== fn; outer = file.parentOf(outer)) {
    if (isLoopNode(outer)) return undefined;
    if (outer.type === 'IfStatement') found.push(outer);
  }
  return found;
}

/** The keys that a call adds; undefined where it does not say which. */
function keysOf({ arguments: [given] }: CallNode): readonly { name: string; value: Node }[] | undefined {
  if (given?.type !== 'ObjectExpression') return undefined;
  const keys = given.properties.flatMap((property) => {
    const name = property.type === 'ObjectProperty' ? keyName(property.key, property.computed) : undefined;
    return property.type === 'ObjectProperty' && name !== undefined ? [{ name, value: property.value }] : [];
  });
  return keys.length === given.properties.length ? keys : undefined;
}

function observationOf(
  file: JavaScriptFile,
  call: CallNode,
  { handler: { dialect, evidence } }: Invocation,
  { forgottenBy }: KeptLogKeys,
): Observed<'log-key-kept'> {
  return {
    outcome: 'refuse',
    refusal: 'log-key-kept',
    span: { start: startOf(call), end: endOf(call) },
    symbol: file.text.slice(startOf(call.callee), endOf(call.callee)),
    dialect: dialect.id,
    certainty: 'likely',
    message: `The logger belongs to the process: a later invocation that does not come here is logged with this key too. Have the keys forgotten: \`${forgottenBy.first}\`.`,
    evidence: [evidence, `Nothing in the project names \`${forgottenBy.words[0]}\`.`],
    scenario: [
      'T1  the first invocation adds the key to the logger, and ends',
      'T1  the second invocation takes the other path, and does not add it',
      'T1  its lines are logged with the first one’s key',
    ],
    related: [],
  };
}

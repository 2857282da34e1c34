import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { unwrapped } from '../../../src/languages/javascript/nodes.ts';
import type { Binding } from '../../../src/languages/javascript/scopes.ts';
import { holds } from './events.ts';
import type { Invocation, Leak } from './leaks.ts';
import { keptRejection } from './rejections.ts';
import type { StateUse } from './uses.ts';

/** State that is made once on purpose, from what one event says, or with what one event says written into it. */
export function keptLeak(
  file: JavaScriptFile,
  binding: Binding,
  invocations: readonly Invocation[],
  uses: readonly StateUse[],
  guarded: (node: Node) => Node | undefined,
): Leak | undefined {
  const ofEvent = (node: Node | undefined) =>
    node !== undefined && invocations.some(({ names }) => holds(file, node, names));
  const made = uses.filter(({ kind, path }) => path.length === 0 && (kind === 'set' || kind === 'default'));
  const isMadeOnce =
    made.length > 0 &&
    made.every(({ kind, node, value }) => kind === 'default' || guarded(node) !== undefined || isEmptyValue(value)) &&
    made.some(({ value }) => !isEmptyValue(value));
  if (!isMadeOnce) return undefined;
  const handlers = invocations.map(({ handler }) => handler);
  const leak = (write: Node, kept: Leak['kept']): Leak => ({ binding, write, read: undefined, handlers, kept });
  const fromEvent = made.find(({ node, value }) => {
    const guard = guarded(node);
    const asked = guard ?? (value && conditionOf(unwrapped(value)));
    return ofEvent(value) && value?.type !== 'BooleanLiteral' && !(asked && ofEvent(asked));
  });
  if (fromEvent) return leak(fromEvent.node, 'from-event');
  const rejected = keptRejection(file, binding, made);
  if (rejected) return leak(rejected, 'rejected');
  const into = uses.find(
    ({ kind, path, value, node }) =>
      kind === 'set' && path.length > 0 && !path.includes('*') && ofEvent(value) && guarded(node) === undefined,
  );
  return into && leak(into.node, 'written-into');
}

/** What decides whether a value is kept: `rates && rates.day === event.day ? rates : await load(event.day)`. */
function conditionOf(value: Node): Node | undefined {
  if (value.type === 'ConditionalExpression') return value.test;
  return value.type === 'LogicalExpression' ? value.left : undefined;
}

function isEmptyValue(value: Node | undefined): boolean {
  const given = value && unwrapped(value);
  return given?.type === 'NullLiteral' || (given?.type === 'Identifier' && given.name === 'undefined');
}

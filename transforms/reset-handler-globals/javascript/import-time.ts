import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { isFrozen } from '../../../src/languages/javascript/frozen.ts';
import type { Binding } from '../../../src/languages/javascript/scopes.ts';
import { walk } from '../../../src/languages/javascript/walk.ts';
import { initialValue } from './initial.ts';
import { keptOnPurpose } from './intent.ts';
import { type Invocation, type Leak, namesIn } from './leaks.ts';
import { usesIn } from './uses.ts';
import { variableAt } from './variables.ts';

/** Times and ids that are made when the module is loaded, and that every invocation takes for its own. */
export function madeAtImport(file: JavaScriptFile, invocations: readonly Invocation[]): Leak[] {
  const bindings = new Set(invocations.flatMap(({ reached }) => [...reached].flatMap((fn) => namesIn(file, fn))));
  return [...bindings].flatMap((binding): Leak[] => {
    const initial = initialValue(binding);
    if (!initial || binding.writes.length !== 1 || !isOfOneEvent(binding.name) || !isFrozen(file.module, initial))
      return [];
    const users = invocations.flatMap(({ handler, reached }) => {
      const uses = usesIn(file, binding, reached);
      // How long ago it was is asked of what has to stay.
      if (uses.some(({ node }) => isSubtracted(file, node))) return [];
      const read = uses.find(({ kind }) => kind === 'read' || kind === 'keyed');
      return read ? [{ handler, read: read.node }] : [];
    });
    const [first] = users;
    if (!first) return [];
    return [
      { binding, write: initial, read: first.read, handlers: users.map(({ handler }) => handler), kept: 'import-time' },
    ];
  });
}

/** Whether a first value may be worked out in a handler as well: all that it names means the same there. */
export function isSameWithin(file: JavaScriptFile, { writes }: Binding, body: Node): boolean {
  let isSame = true;
  walk(writes[0]?.value ?? body, (node) => {
    if (node.type !== 'Identifier') return isSame;
    const used = variableAt(file, node);
    // What was made of the time of the import goes on telling that.
    const isSettled =
      !used || used.writes.every(({ kind, value }) => kind === 'init' && !(value && isFrozen(file.module, value)));
    if (!isSettled || file.scopes.bindingAt(node.name, body) !== file.scopes.bindingAt(node.name, file.ast.program))
      isSame = false;
    return isSame;
  });
  return isSame;
}

/** Names of what belongs to one event: its moment, its number. Of others, the process may have one. */
const isOfOneEvent = (name: string): boolean =>
  !keptOnPurpose.test(name) &&
  /^(?:now|today|tomorrow|yesterday|date|time|timestamp)$|^(?:current|todays?)_?(?:date|day|time|moment|iso)|(?:request|order|transaction|payment|receipt|trace|correlation|message|invocation|event|batch)_?id$/i.test(
    name,
  );

function isSubtracted(file: JavaScriptFile, name: Node): boolean {
  const parent = file.parentOf(name);
  return parent?.type === 'BinaryExpression' && parent.operator === '-' && parent.right === name;
}

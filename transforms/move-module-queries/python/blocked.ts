import type { PythonFile } from '../../../src/languages/python/file.ts';
import { endsLine, indentOf } from '../../../src/languages/python/lines.ts';
import { child, type PythonNode } from '../../../src/languages/python/node.ts';
import { functionAround } from '../../../src/languages/python/queries.ts';
import type { Use, Users } from '../../../src/languages/python/uses.ts';
import type { Span } from '../../../src/model/source.ts';
import { changedLater } from './changed-later.ts';
import type { Holder } from './holders.ts';
import { keywordOf, outermost } from './readings.ts';
import type { Code } from './refusals.ts';
import type { Part } from './roles.ts';

/** Why a name stays what it is, and where. */
export interface Blocked {
  readonly code: Code;
  readonly place?: Span & { readonly path: string };
}

const obstacleCodes: Readonly<Record<Users['obstacles'][number]['kind'], Code>> = {
  rebound: 'name-rebound',
  'named-in-string': 'named-in-string',
  'import-unresolved': 'import-unresolved',
  unreadable: 'import-unresolved',
};

/** What keeps a name at the top level from becoming a function; undefined where nothing does. */
export function blockedBy(
  file: PythonFile,
  { statement, value }: Holder,
  { obstacles, uses, offeredBy }: Users,
  roles: readonly Part[],
  keepsSession: boolean,
): Blocked | undefined {
  const own = (code: Code, { start, end }: Span = statement): Blocked => ({
    code,
    place: { path: file.path, start, end },
  });
  const at = (code: Code, use: Use | undefined): Blocked[] =>
    use === undefined ? [] : [{ code, place: { path: use.module.path, start: use.node.start, end: use.node.end } }];
  const first = (role: Part['role']) => roles.find((part) => part.role === role)?.use;

  if (keepsSession) return { code: 'session-kept' };
  const binding = file.scopes.bindingOf(child(statement, 'left') ?? statement);
  if (binding === undefined || binding.writes.length !== 1)
    return own('name-rebound', binding?.writes.find(({ statement: other }) => other !== statement.parent)?.node);
  if (statement.parent?.parent !== file.root || file.textOf(statement).includes(':='))
    return { code: 'assigned-on-condition' };
  const [obstacle] = obstacles;
  if (obstacle !== undefined) return { code: obstacleCodes[obstacle.kind], place: obstacle };
  const taken = first('taken');
  const isChoices = taken !== undefined && keywordOf(taken.node, taken.module.tree.text)?.name === 'choices';
  const [blocked] = [
    ...at('changed-in-place', first('changed')),
    ...at(isChoices ? 'choices-not-callable' : 'used-at-import', taken),
    ...at('default-argument', first('default')),
    ...at('used-at-import', first('early')),
    ...at('used-in-async-function', roles.find((part) => part.role === 'read' && isAsked(part.use.node))?.use),
    ...at(
      'used-in-excluded-file',
      uses.find(({ module }) => !file.mayEdit(module.path)),
    ),
  ];
  if (blocked !== undefined) return blocked;
  if (indentOf(file.text, statement.start) === undefined || !endsLine(file.text, statement.end))
    return own('shares-its-line');
  if (child(statement, 'right') !== value) return { code: 'assigned-on-condition' };
  const rebound = reboundIn(file, value);
  if (rebound !== undefined) return own('built-with-rebound-name', rebound);
  const changed = changedLater(file, value);
  if (changed !== undefined) return own('built-with-changed-value', changed);
  const [passed] = offeredBy.flatMap((module) => file.passedOn(module));
  return passed && { code: 'module-passed-on', place: passed };
}

/** Whether an asynchronous function reads rows without waiting for them. */
function isAsked(node: PythonNode): boolean {
  const up = outermost(node).parent;
  if (up?.children.some(({ type }) => type === 'async')) return false;
  for (let around = functionAround(node); around !== undefined; around = functionAround(around))
    if (around.children.some(({ type }) => type === 'async')) return true;
  return false;
}

/** A name in an expression that has another value by the time that a function is called. */
function reboundIn(file: PythonFile, value: PythonNode): PythonNode | undefined {
  const stack = [value];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const binding = node.type === 'identifier' ? file.scopes.bindingOf(node) : undefined;
    const writes = binding?.scope.kind === 'module' ? binding.writes : [];
    if (writes.length > 1 && writes.some(({ kind }) => kind !== 'import')) return node;
    if (writes.some(({ kind }) => kind === 'for' || kind === 'with' || kind === 'delete')) return node;
    // A second query beside it that keeps its rows would be read again.
    if (writes.some((write) => write.value && file.sites('query').some((site) => site.node === write.value)))
      return node;
    stack.push(...node.children);
  }
  return undefined;
}

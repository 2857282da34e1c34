import type { PythonFile, PythonSite } from '../../../src/languages/python/file.ts';
import { child, type PythonNode } from '../../../src/languages/python/node.ts';
import { functionAround } from '../../../src/languages/python/queries.ts';
import type { Use, Users } from '../../../src/languages/python/uses.ts';
import type { Edit } from '../../../src/model/source.ts';
import type { Observed, Related } from '../../../src/model/transform.ts';
import { callsAt } from './calls.ts';
import { asFunction } from './function.ts';
import { type Holder, holderOf } from './holders.ts';
import { endsLine, indentOf } from './lines.ts';
import { observe } from './observe.ts';
import { isChanged, isRead, keywordOf } from './readings.ts';
import type { Code } from './refusals.ts';
import { isRunOnce } from './run-once.ts';

const obstacleCodes: Readonly<Record<Users['obstacles'][number]['kind'], Code>> = {
  rebound: 'name-rebound',
  'named-in-string': 'named-in-string',
  'import-unresolved': 'import-unresolved',
  unreadable: 'import-unresolved',
};

/** What is to be said of a name at the top level that is given a query, or its rows. */
export function* ofModuleName(file: PythonFile, site: PythonSite, holder: Holder): Generator<Observed<Code>> {
  const { target, isRows } = holder;
  const binding = file.scopes.bindingOf(target);
  if (target.type !== 'identifier' || binding === undefined || site.query === undefined) return;
  const { chain } = site.query;
  const users = file.usersOf(binding.name);
  const roles = users.uses.map((use) => ({ use, role: roleOf(file, use, isRows, chain) }));
  const stale = roles.filter(
    ({ use, role }) =>
      !isRunOnce(use.module.path) && (role === 'read' || role === 'changed' || role === 'choices' || role === 'taken'),
  );
  const frozen = !isRows && !chain.keepsSession && /\b(?:now|utcnow|today)\(/.test(file.textOf(holder.value));
  const isUsed = roles.some(({ role }) => role === 'run');
  if (stale.length === 0 && !(frozen && isUsed)) return;
  const seen = {
    site,
    node: target,
    name: binding.name,
    isRows,
    evidence: [counted(stale.length)],
    related: stale.map(({ use }) => relatedTo(use, binding.name)),
  };
  if (stale.length === 0) {
    yield observe(
      {
        ...seen,
        evidence: [],
        message: `\`${binding.name}\` compares with the time of the import, however late it runs.`,
        certainty: 'likely',
      },
      { refusal: 'time-frozen' },
    );
    return;
  }
  const refusal = refusalOf(file, holder, users, roles, chain.keepsSession === true);
  if (refusal !== undefined) {
    yield observe(
      { ...seen, ...(refusal === 'changed-in-place' ? { certainty: 'possible' as const } : {}) },
      { refusal },
    );
    return;
  }
  const edits = movedTo(file, holder, roles, binding.name);
  yield edits === undefined
    ? observe(seen, { refusal: 'used-on-both-sides-of-loop' })
    : observe(seen, {
        edits,
        behaviour: behaviourOf(
          file,
          binding.name,
          frozen,
          roles.some(({ role }) => role === 'choices'),
        ),
      });
}

/**
 * What one use does: `read` sees old rows when a function runs, `run` uses the query there without reading what it
 * keeps, `choices` hands it to a field that takes a function as well, `taken` has a class keep the rows, `import` runs
 * at import.
 */
type Role = 'read' | 'changed' | 'run' | 'choices' | 'taken' | 'early' | 'import';

interface Chain {
  readonly kept?: readonly string[];
  readonly callable?: { readonly keyword: string; readonly call: readonly string[] };
}

function roleOf(file: PythonFile, { module, node }: Use, isRows: boolean, { kept, callable }: Chain): Role {
  const { text } = module.tree;
  const passed = keywordOf(node, text);
  const isInFunction = functionAround(node) !== undefined;
  if (isChanged(node, text) && isRows) return 'changed';
  if (isInFunction) return isRows || kept === undefined || isRead(node, text, kept) ? 'read' : 'run';
  if (passed !== undefined && passed.name === callable?.keyword) {
    const callee = child(passed.call, 'function');
    const paths = callee === undefined ? [] : file.accessPathsIn(module, callee);
    return paths.some((path) => callable.call.includes(path)) ? 'choices' : 'taken';
  }
  if (!isRows && !isRead(node, text, [...(kept ?? []), '[]'])) return 'import';
  const holder = holderOf(node, text, isRows, kept ?? []);
  const binding = holder?.kind === 'name' ? module.scopes.bindingOf(holder.target) : undefined;
  const isKept =
    holder?.kind === 'argument' ||
    binding?.scope.kind === 'class' ||
    binding?.reads.some((read) => functionAround(read) !== undefined);
  return isKept ? 'taken' : 'early';
}

function refusalOf(
  file: PythonFile,
  { statement, value, isRows }: Holder,
  { obstacles, uses }: Users,
  roles: readonly { readonly use: Use; readonly role: Role }[],
  keepsSession: boolean,
): Code | undefined {
  if (keepsSession) return 'session-kept';
  const binding = file.scopes.bindingOf(child(statement, 'left') ?? statement);
  if (binding === undefined || binding.writes.length !== 1) return 'name-rebound';
  if (statement.parent?.parent !== file.root || file.textOf(statement).includes(':=')) return 'assigned-on-condition';
  const [obstacle] = obstacles;
  if (obstacle !== undefined) return obstacleCodes[obstacle.kind];
  if (roles.some(({ role }) => role === 'changed')) return 'changed-in-place';
  const taken = roles.find(({ role }) => role === 'taken');
  if (taken !== undefined)
    return keywordOf(taken.use.node, taken.use.module.tree.text)?.name === 'choices'
      ? 'choices-not-callable'
      : 'used-at-import';
  if (roles.some(({ role }) => role === 'early')) return 'used-at-import';
  if (isRows && uses.some(({ node }) => isAsync(functionAround(node)))) return 'used-in-async-function';
  if (uses.some(({ module }) => !file.mayEdit(module.path))) return 'used-in-excluded-file';
  if (indentOf(file.text, statement.start) === undefined || !endsLine(file.text, statement.end))
    return 'shares-its-line';
  if (child(statement, 'right') !== value) return 'assigned-on-condition';
  return readsRebound(file, value) ? 'built-with-rebound-name' : undefined;
}

function isAsync(callable: PythonNode | undefined): boolean {
  return callable?.children.some(({ type }) => type === 'async') ?? false;
}

/** Whether an expression reads a name that has another value by the time that a function is called. */
function readsRebound(file: PythonFile, value: PythonNode): boolean {
  const stack = [value];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const binding = node.type === 'identifier' ? file.scopes.bindingOf(node) : undefined;
    const writes = binding?.scope.kind === 'module' ? binding.writes : [];
    if (writes.length > 1 && writes.some(({ kind }) => kind !== 'import')) return true;
    if (writes.some(({ kind }) => kind === 'for' || kind === 'with' || kind === 'delete')) return true;
    // A second query beside it that keeps its rows would be read again.
    if (writes.some((write) => write.value && file.sites('query').some((site) => site.node === write.value)))
      return true;
    stack.push(...node.children);
  }
  return false;
}

function movedTo(
  file: PythonFile,
  { statement, value }: Holder,
  roles: readonly { readonly use: Use; readonly role: Role }[],
  name: string,
): Edit[] | undefined {
  const called = callsAt(
    roles.flatMap(({ use, role }) => (role === 'choices' ? [] : [use])),
    name,
  );
  return called && [...asFunction(file, statement, value), ...called];
}

function behaviourOf(file: PythonFile, name: string, frozen: boolean, isForForms: boolean): string {
  const sentences = [
    `Each function that reads \`${name}\` asks the database when it is called, where the process asked once.`,
  ];
  if (isForForms) sentences.push('The form that is made from it asks each time that it is made.');
  if (frozen) sentences.push('The time in it is taken then as well.');
  if (new RegExp(String.raw`__all__[^\]]*["']${name}["']`).test(file.text))
    sentences.push('The module offers the name to others: code outside of this project that imports it must call it.');
  return sentences.join(' ');
}

const counted = (uses: number): string =>
  uses === 1 ? 'It is read in one place after the import.' : `It is read in ${uses} places after the import.`;

function relatedTo({ module, node }: Use, name: string): Related {
  return { path: module.path, start: node.start, end: node.end, message: `\`${name}\` is read here` };
}

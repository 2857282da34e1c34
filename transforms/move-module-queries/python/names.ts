import type { PythonFile, PythonSite } from '../../../src/languages/python/file.ts';
import type { Module } from '../../../src/languages/python/resolve.ts';
import type { Use, Users } from '../../../src/languages/python/uses.ts';
import type { Choosing } from '../../../src/model/query-patterns.ts';
import type { Edit } from '../../../src/model/source.ts';
import type { Observed, Related } from '../../../src/model/transform.ts';
import { type Blocked, blockedBy } from './blocked.ts';
import { callsAt } from './calls.ts';
import { frozenMessage, isFrozen } from './frozen.ts';
import { asFunction } from './function.ts';
import { givenTo } from './given.ts';
import type { Holder } from './holders.ts';
import { inInit, type Line, lineFor } from './in-init.ts';
import { observe } from './observe.ts';
import { keywordOf } from './readings.ts';
import type { Code } from './refusals.ts';
import { type Part, roleOf } from './roles.ts';
import { isRunOnce } from './run-once.ts';

/** What is to be said of a name at the top level that is given a query, or its rows. */
export function* ofModuleName(file: PythonFile, site: PythonSite, holder: Holder): Generator<Observed<Code>> {
  const { target, isRows } = holder;
  const binding = file.scopes.bindingOf(target);
  if (target.type !== 'identifier' || binding === undefined || site.query === undefined) return;
  const { chain } = site.query;
  const { kept: _, ...whole } = chain;
  // Whatever an object that keeps answers is asked, it may answer from them.
  const asked = holder.isAsked ? whole : chain;
  const users = file.usersOf(binding.name);
  const lines: OwnLine[] = [];
  const roles = users.uses.map((use): Part => {
    const role = roleOf(file, use, isRows, asked, givenTo(file, site, use.module));
    const line = role === 'taken' && chain.choosing !== undefined ? lineAt(file, use, chain.choosing) : undefined;
    if (line !== undefined) lines.push(line);
    return { use, role: line === undefined ? role : 'choices' };
  });
  const stale = roles.filter(
    ({ use, role }) => !isRunOnce(use.module.path) && /^(?:read|shown|changed|choices|taken|default)$/.test(role),
  );
  const frozen = !isRows && !chain.keepsSession && isFrozen(file, holder.value);
  const isUsed = roles.some(({ role }) => role === 'run');
  if (stale.length === 0 && !(frozen && isUsed)) return;
  const seen = {
    site,
    node: target,
    name: binding.name,
    isRows,
    evidence: [counted(stale.length)],
    // A template may do no more than count.
    ...(stale.every(({ role }) => role === 'shown') ? { certainty: 'likely' as const } : {}),
    related: stale.map(({ use }) => relatedTo(use, binding.name)),
  };
  if (stale.length === 0) {
    yield observe(
      {
        ...seen,
        evidence: [],
        message: frozenMessage(binding.name),
        certainty: 'likely',
      },
      { refusal: 'time-frozen' },
    );
    return;
  }
  const blocked = blockedBy(file, holder, users, roles, chain.keepsSession === true);
  const called =
    blocked ??
    callsAt(
      roles.flatMap(({ use, role }) => (role === 'choices' ? [] : [use])),
      binding.name,
    );
  yield 'code' in called
    ? observe(
        {
          ...seen,
          ...(called.code === 'changed-in-place' ? { certainty: 'possible' as const } : {}),
          related: [...seen.related, ...placeOf(called, binding.name)],
        },
        { refusal: called.code },
      )
    : observe(seen, {
        edits: [...asFunction(file, holder.statement, holder.value), ...called, ...initsOf(lines)],
        behaviour: behaviourOf(
          file,
          binding.name,
          users,
          frozen,
          chain.writes === true,
          roles.some(({ role }) => role === 'choices'),
        ),
      });
}

/** What an `__init__` is to give to a field that takes no function, in place of the name. */
interface OwnLine extends Line {
  readonly file: PythonFile;
  readonly use: Use;
}

function lineAt(file: PythonFile, use: Use, choosing: Choosing): OwnLine | undefined {
  const { module, node } = use;
  const own = module.path === file.path ? file : file.other(module.path);
  const passed = keywordOf(node, module.tree.text);
  if (own === undefined || own.tree !== module.tree || passed?.name !== 'choices') return undefined;
  const line = lineFor(own, choosing, passed.call, node, `${own.textOf(node)}()`);
  return line && { ...line, file: own, use };
}

/** The lines of one form go into one `__init__`. */
function initsOf(lines: readonly OwnLine[]): readonly Edit[] {
  const owners = new Set(lines.map(({ owner }) => owner));
  const added = [...owners].flatMap((owner) => {
    const own = lines.filter((line) => line.owner === owner);
    return own[0] === undefined ? [] : (inInit(own[0].file, owner, own) ?? []);
  });
  const taken = lines.map(({ use: { module, node } }) => ({
    path: module.path,
    start: node.start,
    end: node.end,
    text: '[]',
  }));
  return [...taken, ...added];
}

function placeOf({ place }: Blocked, name: string): Related[] {
  return place === undefined ? [] : [{ ...place, message: `this keeps \`${name}\` from being a function` }];
}

function behaviourOf(
  file: PythonFile,
  name: string,
  { offeredBy }: Users,
  frozen: boolean,
  isWrite: boolean,
  isForForms: boolean,
): string {
  const sentences = [
    isWrite
      ? `Each function that executes \`${name}\` writes, where only the first one did.`
      : `Each function that reads \`${name}\` asks the database when it is called, where the process asked once.`,
  ];
  if (isForForms) sentences.push('The form that is made from it asks each time that it is made.');
  if (frozen) sentences.push('The time in it is taken then as well.');
  const listed = new RegExp(String.raw`__all__[^\]]*["']${name}["']`);
  const isOffered = ({ path, tree }: Module) => listed.test(tree.text) || /(?:^|\/)__init__\.py$/.test(path);
  if (offeredBy.some(isOffered) && (listed.test(file.text) || file.isDistributed))
    sentences.push('The module offers the name to others: code outside of this project that imports it must call it.');
  return sentences.join(' ');
}

const counted = (uses: number): string =>
  uses === 1 ? 'It is read in one place after the import.' : `It is read in ${uses} places after the import.`;

function relatedTo({ module, node }: Use, name: string): Related {
  return { path: module.path, start: node.start, end: node.end, message: `\`${name}\` is read here` };
}

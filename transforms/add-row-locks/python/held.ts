import type { PythonFile, PythonSite } from '../../../src/languages/python/file.ts';
import { child, named, type PythonNode } from '../../../src/languages/python/node.ts';
import { functionAround } from '../../../src/languages/python/queries.ts';
import { argumentsOf, methodOf } from '../../../src/languages/python/rows.ts';
import type { Binding } from '../../../src/languages/python/scopes.ts';
import { walk } from '../../../src/languages/python/walk.ts';
import type { Dialect } from '../../../src/model/dialect.ts';
import type { RowChain } from '../../../src/model/row-patterns.ts';
import { ownerOf } from './owners.ts';

/** A call that writes a row. */
export interface Save {
  readonly call: PythonNode;
  /** The columns that it writes; undefined where it writes all. */
  readonly columns: readonly string[] | 'unknown' | undefined;
}

/** How a function came by a row. */
export type Origin = 'one' | 'loop' | 'made' | 'several' | 'helper' | 'parameter' | 'self';

/** A row that a function holds in a name, and writes. */
export interface Held {
  readonly binding: Binding;
  readonly callable: PythonNode;
  readonly origin: Origin;
  /** The assignment or the loop that reads it; the definition of the function for a parameter. */
  readonly read: PythonNode;
  readonly site: PythonSite | undefined;
  readonly dialect: Dialect<'python'>;
  readonly chain: RowChain;
  readonly certainty: 'certain' | 'likely' | 'possible';
  readonly evidence: string;
  /** In source order; at least one. */
  readonly saves: readonly Save[];
}

/** The rows of a file that are written by the function that holds them. */
export function heldIn(file: PythonFile): Held[] {
  const reads = new Map<PythonNode, PythonSite>(file.sites('row').map((site) => [site.node, site]));
  const chains = chainsOf(file);
  const found = new Map<PythonNode, { held: Omit<Held, 'saves'>; saves: Save[] }>();
  const add = (held: Omit<Held, 'saves'>, key: PythonNode, save: Save) => {
    const known = found.get(key);
    if (known === undefined) found.set(key, { held, saves: [save] });
    else known.saves.push(save);
  };
  for (const call of walk(file.root)) {
    if (call.type !== 'call') continue;
    const method = methodOf(call);
    const name = method && file.textOf(method);
    const receiver = method?.parent && child(method.parent, 'object');
    const callable = functionAround(call);
    if (name === undefined || receiver === undefined || callable?.type !== 'function_definition') continue;
    for (const { dialect, chain } of chains) {
      const { written } = chain;
      if (!written.method.includes(name)) continue;
      if (written.by === 'row') {
        if (receiver.type !== 'identifier') continue;
        const binding = file.scopes.bindingOf(receiver);
        const save = binding && saveOf(file, call, written);
        if (binding === undefined || save === undefined) continue;
        const owner = ownerOf(file, binding, call, reads, chain, dialect, callable);
        if (owner !== undefined) add(owner, owner.read, save);
      } else {
        for (const site of reads.values()) {
          if (site.rows?.chain !== chain || functionAround(site.node) !== callable) continue;
          if (!/session$/i.test(file.textOf(receiver)) && receiver !== site.rows.asked) continue;
          const holder = holderOf(file, site);
          if (holder === undefined || holder.read.start > call.start) continue;
          add(
            { ...holder, callable, dialect, chain, certainty: site.certainty, evidence: site.evidence },
            holder.read,
            {
              call,
              columns: undefined,
            },
          );
        }
      }
    }
  }
  for (const site of reads.values()) {
    const chain = site.rows?.chain;
    const holder = chain?.written.by === 'session' ? holderOf(file, site) : undefined;
    const end = holder && !found.has(holder.read) ? writtenAtEnd(file, site) : undefined;
    const callable = functionAround(site.node);
    if (!chain || !holder || !end || callable?.type !== 'function_definition') continue;
    const { dialect, certainty, evidence } = site;
    add({ ...holder, callable, dialect, chain, certainty, evidence }, holder.read, { call: end, columns: undefined });
  }
  return [...found.values()].map(({ held, saves }) => ({ ...held, saves }));
}

/** The end of the block whose transaction writes what its session has read: there stands no call that does. */
function writtenAtEnd(file: PythonFile, { node, dialect }: PythonSite): PythonNode | undefined {
  const site = file.enclosing(node, 'transaction');
  if (site?.dialect !== dialect || site.node.type !== 'with_statement') return undefined;
  const block = child(site.node, 'body');
  const last = block && named(block).at(-1);
  if (last === undefined || functionAround(site.node) !== functionAround(node)) return undefined;
  return { type: 'end', named: false, start: last.end, end: last.end, field: undefined, parent: block, children: [] };
}

function chainsOf(file: PythonFile): { dialect: Dialect<'python'>; chain: RowChain }[] {
  return file.dialects.flatMap((dialect) => (dialect.recognises.row ?? []).map((chain) => ({ dialect, chain })));
}

function saveOf(
  file: PythonFile,
  call: PythonNode,
  written: { readonly columns: string; readonly makes: readonly string[] },
): Save | undefined {
  let columns: Save['columns'];
  for (const argument of argumentsOf(call)) {
    if (argument.type !== 'keyword_argument') {
      // \`ModelForm.save(commit)\`, \`ImageField.save(name, content)\`: the save of something else.
      return undefined;
    }
    const name = file.textOf(child(argument, 'name') ?? argument);
    if (name === 'commit' || written.makes.includes(name)) return undefined;
    if (name !== written.columns) continue;
    const value = child(argument, 'value');
    const parts = value && /^(?:list|tuple|set)$/.test(value.type) ? named(value) : undefined;
    const texts = parts?.map((part) => /^["'](\w+)["']$/.exec(file.textOf(part))?.[1] ?? lastName(file.textOf(part)));
    columns = texts?.every((text) => text !== undefined) ? texts.filter((text) => text !== undefined) : 'unknown';
  }
  return { call, columns };
}

/** `Account.balance` in a list of columns. */
const lastName = (text: string): string | undefined => /^[\w.]+\.(\w+)$/.exec(text)?.[1];

interface Holder {
  readonly binding: Binding;
  readonly read: PythonNode;
  readonly origin: Origin;
  readonly site: PythonSite;
}

/** The name that a read is assigned to, or loops with. */
export function holderOf(file: PythonFile, site: PythonSite): Holder | undefined {
  let at = site.node;
  while (at.parent && /^(?:parenthesized_expression|await|subscript)$/.test(at.parent.type)) at = at.parent;
  const up = at.parent;
  if (up?.type === 'for_statement' && at.field === 'right') return loopHolder(file, up, site);
  if (up?.type !== 'assignment' || at.field !== 'right') return undefined;
  const left = child(up, 'left');
  if (site.rows?.gives === 'made') {
    const [first] = left && left.type !== 'identifier' ? named(left) : [];
    const binding = first?.type === 'identifier' ? file.scopes.bindingOf(first) : undefined;
    return binding && { binding, read: up.parent ?? up, origin: 'made', site };
  }
  if (site.rows?.gives !== 'one' || left?.type !== 'identifier') return undefined;
  const binding = file.scopes.bindingOf(left);
  return binding && { binding, read: up.parent ?? up, origin: 'one', site };
}

/** The name that a loop gives each of its rows to. */
export function loopHolder(file: PythonFile, loop: PythonNode, site: PythonSite): Holder | undefined {
  const target = child(loop, 'left');
  if (target?.type !== 'identifier' || site.rows?.gives !== 'many') return undefined;
  const binding = file.scopes.bindingOf(target);
  return binding && { binding, read: loop, origin: 'loop', site };
}

import type { PythonFile, PythonSite } from '../../../src/languages/python/file.ts';
import {
  ancestorsOf,
  child,
  childrenOf,
  isWithin,
  named,
  type PythonNode,
  unwrapped,
} from '../../../src/languages/python/node.ts';
import type { Observed } from '../../../src/model/transform.ts';
import { derivedFrom } from './derived.ts';
import { isMeantToStay } from './leaks.ts';
import { functionAround, type Reach } from './reach.ts';
import { type Copy, copyOf } from './shallow-copies.ts';
import { isContainer } from './shared-parts.ts';
import { keyOf } from './uses.ts';
import { type KeptVariable, variablesOf } from './variables.ts';

/**
 * `order = dict(DEFAULTS)`, `order["rows"].append(event["row"])`: the list is still the one in `DEFAULTS`, and the next
 * `order` begins with it.
 */
export function changedCopiesOf(
  file: PythonFile,
  entries: readonly PythonSite[],
  reach: Reach,
): readonly Observed<'changed-by-other-name'>[] {
  return keptIn(file).flatMap(({ variable, home }) => {
    if (isMeantToStay(variable.name)) return [];
    return entries
      .flatMap((handler) => {
        const functions = reach.of(handler.node);
        const isDerived = derivedFrom(file, handler.node, functions);
        const [found] = [...variable.mentions].flatMap((mention) => {
          const around = functionAround(mention);
          if (around === undefined || !functions.has(around)) return [];
          const copy = copyOf(file, mention);
          const part = (key: string) => partNamed(home, variable.value, key);
          const change = copy && changeOf(file, copy, copy.isSame ? variable.value : undefined, part, isDerived);
          return copy && change ? [{ copy, change }] : [];
        });
        if (found === undefined) return [];
        const place = home === file ? variable.declaration : found.copy.node;
        return [observationOf(file, handler, variable, place, found)];
      })
      .slice(0, 1);
  });
}

interface Kept {
  readonly variable: KeptVariable;
  /** Where it is made. */
  readonly home: PythonFile;
}

/** The lists and dicts of this module, and those that it imports from others of the project. */
function keptIn(file: PythonFile): readonly Kept[] {
  const own = variablesOf(file).map((variable) => ({ variable, home: file }));
  const imported = [...file.scopes.module.bindings.values()].flatMap((binding): readonly Kept[] => {
    const [write, ...others] = binding.writes;
    if (write?.kind !== 'import' || others.length > 0 || binding.reads.length === 0) return [];
    const defined = file.definitionOf(binding.reads[0] ?? write.node);
    const module = defined && defined.path !== file.path ? file.other(defined.path) : undefined;
    const variable = module && variablesOf(module).find(({ name }) => name === defined?.name);
    if (module === undefined || variable === undefined) return [];
    return [{ variable: { ...variable, name: binding.name, mentions: new Set(binding.reads) }, home: module }];
  });
  return [...own, ...imported].filter(({ variable: { value } }) => value !== undefined && isContainer(value));
}

/** Where something of the event is put into a part that the copy shares, and the copy, or the part, is read as well. */
function changeOf(
  file: PythonFile,
  { node, name }: Copy,
  whole: PythonNode | undefined,
  partNamed: (key: string) => PythonNode | undefined,
  isDerived: (node: PythonNode) => boolean,
): PythonNode | undefined {
  const binding = file.scopes.bindingOf(name);
  if (binding === undefined || binding.scope === file.scopes.module || binding.writes.length !== 1) return undefined;
  const changes = binding.reads.flatMap((read) => {
    const part = partAt(file, read);
    const shared = part === undefined ? whole : partNamed(part.key);
    const at = part?.node ?? read;
    if (shared === undefined) return [];
    // `{**DEFAULTS, "rows": []}` has a list of its own.
    if (part !== undefined && (isGiven(file, node, part.key) || isRenewed(file, binding.reads, part.key))) return [];
    const change = growthAt(file, at);
    return change !== undefined && isDerived(change) && !isAskedFor(change, binding.reads) ? [change] : [];
  });
  const [first] = changes;
  const isRead = binding.reads.some((read) => !changes.some((change) => isWithin(read, change)));
  return isRead ? first : undefined;
}

/** `order["rows"]`, and the key. */
function partAt(file: PythonFile, read: PythonNode): { node: PythonNode; key: string } | undefined {
  const up = read.parent?.type === 'subscript' && read.field === 'value' ? read.parent : undefined;
  const [key] = up === undefined ? [] : childrenOf(up, 'subscript');
  return up === undefined || key === undefined ? undefined : { node: up, key: keyOf(file, key) };
}

function partNamed(file: PythonFile, value: PythonNode | undefined, key: string): PythonNode | undefined {
  const pairs = value?.type === 'dictionary' ? named(value).filter(({ type }) => type === 'pair') : [];
  const pair = pairs.findLast((one) => keyOf(file, child(one, 'key') ?? one) === key && key !== 'key');
  const part = pair && unwrapped(child(pair, 'value') ?? pair);
  return part && isMutable(file, part) ? part : undefined;
}

/** A list, a dict or a set, written as such or made empty. */
function isMutable(home: PythonFile, value: PythonNode): boolean {
  return isContainer(value) || (value.type === 'call' && /^(?:list|dict|set)\(/.test(home.textOf(value)));
}

/** Whether the copy is made with a part of its own under a key. */
function isGiven(file: PythonFile, copy: PythonNode, key: string): boolean {
  const parts = [copy, ...named(copy)].flatMap(named);
  return parts.some(
    (one) =>
      (one.type === 'pair' && keyOf(file, child(one, 'key') ?? one) === key) ||
      (one.type === 'keyword_argument' && `"${file.textOf(child(one, 'name') ?? one)}"` === key) ||
      one.type === 'dictionary',
  );
}

/** Whether a part is given a new value under the name. */
function isRenewed(file: PythonFile, reads: readonly PythonNode[], key: string): boolean {
  return reads.some((read) => {
    const part = partAt(file, read);
    const up = read.parent;
    const isUpdated = up?.type === 'attribute' && file.textOf(child(up, 'attribute') ?? up) === 'update';
    return (
      isUpdated ||
      (part?.key === key &&
        file.scopes.mutations.some(({ target, kind }) => target === part.node && kind !== 'augmented'))
    );
  });
}

/** The call or the assignment that puts something into what a node stands for. */
function growthAt(file: PythonFile, node: PythonNode): PythonNode | undefined {
  let outermost = node;
  while (outermost.parent?.type === 'subscript' && outermost.field === 'value') outermost = outermost.parent;
  const mutation = file.scopes.mutations.find(({ target }) => target === outermost);
  if (mutation !== undefined) {
    const isPut = mutation.kind === 'augmented' || outermost !== node;
    return isPut && mutation.kind !== 'delete' ? mutation.statement : undefined;
  }
  const method = outermost.parent?.type === 'attribute' && outermost.field === 'object' ? outermost.parent : undefined;
  const call = method?.parent?.type === 'call' && method.field === 'function' ? method.parent : undefined;
  const name = method && child(method, 'attribute');
  const isPutting = name !== undefined && /^(?:append|extend|insert|add|update)$/.test(file.textOf(name));
  return isPutting ? call : undefined;
}

/** Whether a change is made only where a test of the copy asks for it, as a memo is. */
function isAskedFor(change: PythonNode, reads: readonly PythonNode[]): boolean {
  return [...ancestorsOf(change)].some((up) => {
    const condition = up.type === 'if_statement' ? child(up, 'condition') : undefined;
    return condition !== undefined && reads.some((read) => isWithin(read, condition));
  });
}

function observationOf(
  file: PythonFile,
  { dialect, evidence, symbol }: PythonSite,
  { name, declaration }: KeptVariable,
  place: PythonNode,
  { copy, change }: { copy: Copy; change: PythonNode },
): Observed<'changed-by-other-name'> {
  const [line = ''] = file.textOf(change).split('\n');
  const [made = ''] = file.textOf(copy.node).split('\n');
  const own = file.textOf(copy.name);
  const at = (node: PythonNode, message: string) => ({ path: file.path, start: node.start, end: node.end, message });
  return {
    outcome: 'refuse',
    refusal: 'changed-by-other-name',
    span: { start: place.start, end: place.end },
    symbol: name,
    dialect: dialect.id,
    certainty: 'likely',
    message: `\`${name}\` is made once, and \`${own}\` has ${copy.isSame ? 'the same object' : 'the same lists and dicts in it'}: what one invocation of \`${symbol}\` puts there, the next one finds.`,
    evidence: [evidence, `\`${own}\` is \`${made.trim()}\`, and \`${line.trim()}\` changes what both hold.`],
    scenario: [
      `T1  the first invocation puts its own value into \`${own}\`, and so into \`${name}\``,
      `T1  the second invocation makes its \`${own}\` of \`${name}\``,
      'T1  it begins with the value of the first one',
    ],
    related: [
      ...(place === declaration ? [at(copy.node, 'This has the same parts')] : []),
      at(change, 'They are changed here'),
    ],
  };
}

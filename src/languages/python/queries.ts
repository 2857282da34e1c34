import type { Dialect } from '../../model/dialect.ts';
import type { QueryChain } from '../../model/query-patterns.ts';
import type { Manifests } from './manifests.ts';
import { ancestorsOf, child, named, type PythonNode, unwrapped } from './node.ts';
import type { Module, Resolver, Trail } from './resolve.ts';
import type { PythonSite } from './sites.ts';

/** What is known of a query beyond its being one. */
export interface Query {
  readonly chain: QueryChain;
  /** Whether its last method has run it. */
  readonly hasRun: boolean;
}

/**
 * The queries of a file that are made when it is imported, those of functions that assign global names, and those before
 * a loop that waits: the last call of each chain, where a dialect knows what it gives.
 */
export function* queriesIn(
  module: Module,
  dialects: readonly Dialect<'python'>[],
  resolver: Resolver,
  manifests: Manifests,
): Generator<PythonSite> {
  const patterns = dialects.flatMap((dialect) =>
    (dialect.recognises.query ?? []).map((chain) => ({
      dialect,
      chain,
      words: new Set([...chain.lazy, ...chain.rows]),
    })),
  );
  if (patterns.length === 0) return;
  const textOf = (node: PythonNode) => module.tree.text.slice(node.start, node.end);
  for (const call of module.tree.index.call) {
    const method = methodOf(call);
    const last = method && textOf(method);
    if (last === undefined || !patterns.some(({ words }) => words.has(last))) continue;
    const around = functionAround(call);
    if (around !== undefined && !assignsGlobals(around) && !polls(around, call, textOf)) continue;
    for (const { dialect, chain, words } of patterns) {
      if (!words.has(last) || continues(call, chain, words, textOf)) continue;
      if (chain.needs !== undefined && !new RegExp(String.raw`\.\s*${chain.needs}\s*\(`).test(textOf(call))) continue;
      const asked = askedBy(call, words, chain.begins, textOf);
      const known = asked && recognised(asked, dialect, chain, module, resolver, manifests, textOf);
      if (known === undefined) continue;
      const callee = child(call, 'function') ?? call;
      yield {
        kind: 'query',
        dialect,
        ...known,
        symbol: textOf(callee).replace(/\s*(?:#.*|\\)?\r?\n\s*/g, ''),
        node: call,
        call,
        callback: undefined,
        query: { chain, hasRun: chain.rows.includes(last) },
      };
      break;
    }
  }
}

/** The function or lambda whose body holds a node. */
export function functionAround(node: PythonNode): PythonNode | undefined {
  let at = node;
  for (const up of ancestorsOf(node)) {
    if (at.field === 'body' && (up.type === 'function_definition' || up.type === 'lambda')) return up;
    at = up;
  }
  return undefined;
}

function assignsGlobals(callable: PythonNode): boolean {
  const body = child(callable, 'body');
  return body?.type === 'block' && named(body).some((one) => one.type === 'global_statement');
}

/** Whether a loop stands behind a call that may wait for what it gives to change. */
function polls(callable: PythonNode, { end }: PythonNode, textOf: (node: PythonNode) => string): boolean {
  return /\bwhile\b[\s\S]*\b(?:sleep|wait)\(/.test(textOf(callable).slice(end - callable.start));
}

/** The name of the method that a call calls. */
function methodOf(call: PythonNode): PythonNode | undefined {
  const callee = child(call, 'function');
  return callee?.type === 'attribute' ? child(callee, 'attribute') : undefined;
}

/** Whether a call is only the beginning of a chain: a further method follows, one that the library knows or another. */
function continues(
  call: PythonNode,
  chain: QueryChain,
  words: ReadonlySet<string>,
  textOf: (node: PythonNode) => string,
): boolean {
  let at = call;
  while (at.parent?.type === 'parenthesized_expression') at = at.parent;
  if (at.parent?.type !== 'attribute' || at.field !== 'object') return false;
  const method = child(at.parent, 'attribute');
  if (method !== undefined && words.has(textOf(method)) && at.parent.parent?.type === 'call') return true;
  // Behind rows stands a field of a row, or a method of it; behind a query, something that no one here knows.
  const own = methodOf(call);
  return own === undefined || !chain.rows.includes(textOf(own));
}

/** What the first method of a chain is called on: `Court.objects`. */
function askedBy(
  call: PythonNode,
  words: ReadonlySet<string>,
  begins: readonly string[] | undefined,
  textOf: (node: PythonNode) => string,
): PythonNode | undefined {
  let asked: PythonNode | undefined;
  let first = '';
  for (let at: PythonNode | undefined = call; at !== undefined; ) {
    const callee: PythonNode | undefined = at.type === 'call' ? child(at, 'function') : undefined;
    const method = callee?.type === 'attribute' ? child(callee, 'attribute') : undefined;
    if (callee === undefined || method === undefined || !words.has(textOf(method))) break;
    const object: PythonNode | undefined = child(callee, 'object');
    first = textOf(method);
    asked = object && unwrapped(object);
    at = asked;
    while (at?.type === 'subscript') at = child(at, 'value');
    if (at !== undefined) asked = at;
  }
  return begins === undefined || begins.includes(first) ? asked : undefined;
}

/** What says that an expression is what a chain of calls is asked of. */
export function recognised(
  asked: PythonNode,
  dialect: Dialect<'python'>,
  { of, ending = [] }: Pick<QueryChain, 'of' | 'ending'>,
  module: Module,
  resolver: Resolver,
  manifests: Manifests,
  textOf: (node: PythonNode) => string,
): { readonly certainty: 'certain' | 'likely'; readonly evidence: string } | undefined {
  const paths = [of].flat();
  const spelled = textOf(asked).replace(/\s+/g, ' ');
  const object = asked.type === 'attribute' ? child(asked, 'object') : undefined;
  const last = asked.type === 'attribute' ? textOf(child(asked, 'attribute') ?? asked) : '';
  const own = resolver.trailsOf(asked, module);
  const inherited = object === undefined ? [] : resolver.ancestryOf(object, module);
  const isAsked = (trails: readonly Trail[], tail: string) =>
    trails.find(({ path }) => paths.some((one) => one === path + tail));
  const found =
    isAsked(own, '') ??
    isAsked(inherited, `.${last}`) ??
    (object === undefined ? isAsked(resolver.ancestryOf(asked, module), '') : undefined);
  if (found !== undefined)
    return found.by === 'star'
      ? { certainty: 'likely', evidence: `\`${spelled}\` seems to be ${paths[0]}, by a star import.` }
      : { certainty: 'certain', evidence: `\`${spelled}\` is asked of ${found.path}.` };
  if (object === undefined || !ending.includes(last)) return undefined;
  // A class of this project that inherits from nothing outside of it is no library's.
  const isOwn = inherited.some(({ by }) => by === 'definition');
  if (isOwn && !inherited.some(({ by }) => by === 'import' || by === 'star')) return undefined;
  const manifest = manifests.naming(module.path, dialect.packages);
  const top = paths[0]?.slice(0, paths[0].indexOf('.'));
  const isImported = new RegExp(String.raw`^\s*(?:from|import)\s+${top}\b`, 'm').test(module.tree.text);
  if (manifest === undefined && !isImported) return undefined;
  return {
    certainty: 'likely',
    evidence: `What \`${spelled}\` is could not be resolved; ${manifest ?? 'the file'} names ${dialect.packages[0] ?? dialect.id}.`,
  };
}

import type { PythonFile, PythonSite } from '../../../src/languages/python/file.ts';
import { comesAfter } from '../../../src/languages/python/flow.ts';
import { ancestorsOf, child, named, type PythonNode } from '../../../src/languages/python/node.ts';
import { functionAround } from '../../../src/languages/python/queries.ts';
import { walk } from '../../../src/languages/python/walk.ts';
import type { Certainty, Dialect } from '../../../src/model/dialect.ts';
import type { Span } from '../../../src/model/source.ts';
import { openInCallers } from './callers.ts';
import { implicitAround } from './implicit.ts';
import { type Stretch, sessionAround } from './sessions.ts';
import { wrapperAround } from './wrappers.ts';

/** A transaction that is open where a node runs. */
export interface OpenTransaction {
  /**
   * `block` of a `with`; `decorated` by the function's or the class's decorator; `session` that began it by itself;
   * `caller` in those who call; `hook` where rows are written, and `request` around a request, where nothing shows it.
   */
  readonly form: 'block' | 'decorated' | 'session' | 'caller' | 'hook' | 'request';
  readonly dialect: Dialect<'python'>;
  readonly certainty: Certainty;
  readonly evidence: string;
  /** What opens it, as it is spelled. */
  readonly symbol: string;
  readonly place: Span & { readonly path: string };
  /** The `with` or the decorated definition, where it is in the same file. */
  readonly node: PythonNode | undefined;
  /** The code of its database; undefined for the default one, `computed` where it cannot be repeated. */
  readonly database: { readonly code: string } | 'computed' | undefined;
  /** Of a session. */
  readonly stretch?: Stretch;
}

/** The transaction in whose run a node stands; undefined where none is in sight. */
export function transactionAround(file: PythonFile, node: PythonNode, depth = 0): OpenTransaction | undefined {
  const site = file.enclosing(node, 'transaction');
  const open = site ? openedBy(file, site) : wrapperAround(file, node);
  if (open && isOver(file, open, node)) return undefined;
  if (open) return isReplica(open) ? undefined : open;
  return (
    sessionAround(file, node) ??
    openInCallers(file, node, depth) ??
    (depth === 0 ? implicitAround(file, node) : undefined)
  );
}

/** @param site in the same file. */
export function openedBy(file: PythonFile, site: PythonSite): OpenTransaction {
  const { dialect, certainty, evidence, symbol, node, call } = site;
  const { start, end } = call ?? node;
  const form = node.type === 'with_statement' ? 'block' : 'decorated';
  const place = {
    path: file.path,
    start,
    end: call ? end : start + Math.max(file.text.slice(start, end).indexOf('\n'), 1),
  };
  return { form, dialect, certainty, evidence, symbol, place, node, database: databaseOf(file, site) };
}

/** What the transaction's call says of its database. */
export function databaseOf(file: PythonFile, { call, node, dialect }: PythonSite): OpenTransaction['database'] {
  const keyword = dialect.writes?.afterCommit?.repeats;
  if (keyword === undefined) return undefined;
  if (call === undefined) return node.type === 'with_statement' ? 'computed' : undefined;
  const words = (dialect.recognises.transaction ?? []).flatMap((pattern) => [pattern.call].flat());
  const opening = [...walk(call)].find(
    (one) =>
      one.type === 'call' &&
      words.some(
        (word) =>
          file
            .textOf(child(one, 'function') ?? one)
            .split('.')
            .at(-1) === word.split('.').at(-1),
      ),
  );
  const list = opening && child(opening, 'arguments');
  const given = list === undefined ? [] : named(list);
  const value =
    given
      .filter((one) => one.type === 'keyword_argument' && file.textOf(child(one, 'name') ?? one) === keyword)
      .map((one) => child(one, 'value'))[0] ?? given.find(({ type }) => type !== 'keyword_argument');
  if (value === undefined || value.type === 'none') return undefined;
  if (value.type === 'identifier') {
    const writes = file.scopes.bindingOf(value)?.writes ?? [];
    return writes.length > 1 ? 'computed' : { code: file.textOf(value) };
  }
  return /^(?:string|attribute)$/.test(value.type) ? { code: file.textOf(value) } : 'computed';
}

/** Whether a transaction that stands around a node has ended before the node runs. */
function isOver(file: PythonFile, { form, node: opened }: OpenTransaction, node: PythonNode): boolean {
  const callable = functionAround(node);
  if (form === 'decorated' && callable) {
    // The decorator is around the call, which only makes a generator or a coroutine.
    const isAsync = callable.children.some(({ type }) => type === 'async');
    const isDirect = file.enclosing(node, 'transaction') !== undefined;
    return (
      (isAsync && isDirect) ||
      [...walk(callable)].some((one) => one.type === 'yield' && functionAround(one) === callable)
    );
  }
  const body = form === 'block' && opened ? child(opened, 'body') : undefined;
  if (!opened || !body) return false;
  const names = [...file.text.slice(opened.start, body.start).matchAll(/\bas\s+(\w+)/g)].map(
    ([, name]) => `${name}.commit`,
  );
  return [...walk(body)].some((one) => {
    const callee = one.type === 'call' ? child(one, 'function') : undefined;
    return callee !== undefined && names.includes(file.textOf(callee)) && comesAfter(node, one);
  });
}

/** Rows that a worker waits for are not written in a transaction on a copy that is only read. */
function isReplica({ database }: OpenTransaction): boolean {
  return typeof database === 'object' && /replica|read_?only|\bread(?:er)?\b/i.test(database.code);
}

/** The function or the block whose end is the transaction's, as far as it is in this file. */
export function bodyOf({ node }: OpenTransaction, from: PythonNode): PythonNode | undefined {
  if (node?.type === 'with_statement') return child(node, 'body');
  const callable = [...ancestorsOf(from)].find(({ type }) => type === 'function_definition');
  return callable && child(callable, 'body');
}

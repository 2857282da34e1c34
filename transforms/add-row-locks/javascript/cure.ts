import type { Node } from '@babel/types';
import type { LocalEdit } from '../../../src/languages/javascript/copies.ts';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { indentationAt, lineEndOf } from '../../../src/languages/javascript/layout.ts';
import {
  isCallNode,
  isFunctionNode,
  isMemberNode,
  keyName,
  propertyName,
  unwrapped,
} from '../../../src/languages/javascript/nodes.ts';
import { chainedTo, partOf, type RowCall } from '../../../src/languages/javascript/rows.ts';
import { endOf, startOf, walk } from '../../../src/languages/javascript/walk.ts';
import type { Choices } from '../../../src/model/configuration.ts';
import type { RowLock } from '../../../src/model/dialect.ts';
import type { Edit } from '../../../src/model/source.ts';
import { callsInside, isLeftOutOnPurpose } from './obstacles.ts';
import { type RowRead, readsIn } from './reads.ts';
import type { Code } from './refusals.ts';
import { type Region, regionOf } from './region.ts';
import { schemaAround } from './schema.ts';
import { makerOf, type Threaded, threadEdits } from './threading.ts';
import { stepIn, wrapEdits } from './wrap.ts';
import type { RowWrite } from './writes.ts';

/** What cures a lost update: edits, and what the lock is held over. */
export interface Cure {
  readonly edits: readonly Edit[];
  /** What will behave differently. */
  readonly behaviour: string;
}

/**
 * A lock, the read under it and the writes, in one transaction.
 * @param writes all writes of the row, in the order of the text.
 * @returns the code that says why it cannot be written here.
 */
export function lockFor(
  file: JavaScriptFile,
  read: RowRead,
  writes: readonly RowWrite[],
  choices: Choices,
): Cure | Code {
  const { call, binding } = read;
  const { locks } = call.pattern;
  const rowLock = call.dialect.writes?.rowLock;
  if (isLeftOutOnPurpose(file, read)) return 'removed-on-purpose';
  if (!rowLock || lacksLocks(file, rowLock, call.table)) return 'no-row-locks';
  if (read.from === 'function' || call.module !== file.module) return 'read-elsewhere';
  if (binding.writes.length > 1) return 'created-when-missing';
  if (read.from === 'each') return 'rows-listed';
  if (!locks) return 'query-not-lockable';
  if (isJoined(file, call, rowLock)) return 'query-not-lockable';
  const [first] = call.calls;
  if (!first) return 'control-flow-leaves';
  const site = file.enclosingTransaction(read.node);
  const own = handleIn(file, call);
  if (site || own)
    return own && site && isHandleOf(file, own, site.callback)
      ? lockOnly(file, read, writes, own, rowLock)
      : heldOutside(own);
  if (isDecorated(file, read.fn)) return 'transaction-without-lock';

  const region = regionOf(file, read, writes);
  if (typeof region === 'string') return region;
  const threaded = threadedIn(file, region, call);
  const handle = freeName(file, read.fn, rowLock);
  const inside = callsInside(file, read, region, writes, new Set(threaded.flatMap((one) => one.chain)), choices);
  if (typeof inside === 'string') return inside;
  const edits: LocalEdit[] = [];
  for (const one of threaded) {
    const isRead = one.call === first;
    const made = threadEdits(
      file,
      one,
      handle,
      isRead ? { row: call, isThreaded: false, step: stepIn(file, region) } : undefined,
    );
    if (!made) return 'options-made-elsewhere';
    edits.push(...made);
  }
  const before = 'statement' in locks ? statementFor(file, call, rowLock, handle) : '';
  if (typeof before !== 'string') return before.refusal;
  const connection = connectionOf(file, call, rowLock);
  edits.push(...wrapEdits(file, region, { code: rowLock.code, connection, handle, before }));
  return cureOf(file, edits, inside.remote);
}

/** The lock alone, in a transaction that is there. */
function lockOnly(
  file: JavaScriptFile,
  read: RowRead,
  writes: readonly RowWrite[],
  handle: string,
  rowLock: RowLock,
): Cure | Code {
  const { call } = read;
  const [first] = call.calls;
  const isThreaded = (write: RowWrite) => {
    const text = file.text.slice(startOf(write.node), endOf(write.node));
    return new RegExp(`(?:^|[^\\w$.])${handle.replace(/\$/g, '\\$')}\\b`).test(text);
  };
  // In some isolation levels what was read first in a transaction is what all its reads give.
  if (!first || !writes.every(isThreaded) || isReadBefore(file, read)) return 'transaction-without-lock';
  const locks = call.pattern.locks;
  if (locks && 'statement' in locks) {
    const statement = statementFor(file, call, rowLock, handle);
    if (typeof statement !== 'string') return statement.refusal;
    const at = startOf(read.statement);
    const indentation = indentationAt(file.text, at);
    const lineEnd = lineEndOf(file.text);
    const semicolon = file.text[endOf(read.statement) - 1] === ';' ? ';' : '';
    return cureOf(file, [{ start: at, end: at, text: `${statement}${semicolon}${lineEnd}${indentation}` }]);
  }
  const edits = threadEdits(file, { call: first, threads: undefined }, handle, {
    row: call,
    isThreaded: true,
    step: '',
  });
  return edits ? cureOf(file, edits) : 'options-made-elsewhere';
}

/** Whether the function that reads has waited for something before. */
function isReadBefore(file: JavaScriptFile, read: RowRead): boolean {
  return file.find(read.fn.body, 'AwaitExpression').some((node) => endOf(node) < startOf(read.statement));
}

function cureOf(file: JavaScriptFile, edits: readonly LocalEdit[], remote: readonly string[] = []): Cure {
  const over = [...new Set(remote)].map((name) => `\`${name}\``).join(', ');
  const behaviour = `Other writers of the row that take the lock wait until the transaction has ended${over && `; it is held while ${over} is called`}. An error on the way undoes all writes since the read.`;
  return { edits: edits.map((edit) => ({ ...edit, path: file.path })), behaviour };
}

function heldOutside(own: string | undefined): Code {
  return own ? 'outer-transaction' : 'transaction-without-lock';
}

/** The name of the transaction that a read runs in: its option, its argument, or its receiver. */
function handleIn(file: JavaScriptFile, { calls: [first], pattern, receiver }: RowCall): string | undefined {
  const { threads } = pattern;
  if (!first || !threads) return undefined;
  const named = (node: Node | undefined) => (node?.type === 'Identifier' ? node.name : undefined);
  if ('option' in threads) return named(partOf({ argument: threads.argument, property: threads.option }, first));
  if ('given' in threads) return isCallNode(first) ? named(first.arguments[0]) : undefined;
  // A name that is a parameter stands for a transaction where it is called so.
  let root = unwrapped(receiver);
  while (isMemberNode(root) || isCallNode(root)) root = unwrapped(isMemberNode(root) ? root.object : root.callee);
  const name = named(root);
  const binding = root.type === 'Identifier' ? file.scopes.bindingOf(root) : undefined;
  return binding?.kind === 'param' &&
    /^(?:t|tx|trx|manager|em|\w*[tT]ransaction\w*|\w*[mM]anager|\w*[tT]rx)$/.test(name ?? '')
    ? name
    : undefined;
}

/** Whether a name is what the transaction around hands to its callback. */
function isHandleOf(file: JavaScriptFile, name: string, callback: Node | undefined): boolean {
  const fn = callback && unwrapped(callback);
  const [parameter] = fn && isFunctionNode(fn) ? fn.params : [];
  return (
    parameter?.type === 'Identifier' && parameter.name === name && file.scopes.bindingOf(parameter)?.kind === 'param'
  );
}

/** `@Transactional()` and its kin open a transaction around a method. */
function isDecorated(file: JavaScriptFile, fn: Node): boolean {
  const decorators = 'decorators' in fn && Array.isArray(fn.decorators) ? (fn.decorators as Node[]) : [];
  return decorators.some((one) => /[tT]ransaction/.test(file.text.slice(startOf(one), endOf(one))));
}

/** The calls of the library in the lines, and how each is put into the transaction. */
function threadedIn(file: JavaScriptFile, region: Region, read: RowCall): Threaded[] {
  const isInside = (node: Node) => startOf(node) >= region.start && endOf(node) <= region.end;
  const calls = file
    .rowCalls()
    .filter(({ dialect, whole }) => dialect === read.dialect && isInside(whole))
    .flatMap(({ calls: chain, pattern, receiver }) => {
      const [call] = chain;
      return call ? [{ call, chain, threads: pattern.threads, receiver }] : [];
    });
  const rows = new Set(
    readsIn(file)
      .filter(({ call }) => call.dialect === read.dialect)
      .map(({ binding }) => binding),
  );
  const methods = (read.dialect.recognises.row ?? []).flatMap((one) => ('ofRow' in one ? one : []));
  const onRows: Threaded[] = [];
  for (const statement of region.statements)
    walk(statement, (node) => {
      if (!isCallNode(node) || !isMemberNode(node.callee)) return;
      const { callee } = node;
      const owner = unwrapped(callee.object);
      const binding = owner.type === 'Identifier' ? file.scopes.bindingOf(owner) : undefined;
      const method = methods.find((one) => [one.method].flat().includes(propertyName(callee) ?? ''));
      if (binding && rows.has(binding) && method)
        onRows.push({ call: node, chain: [node, ...chainedTo(node, file.module)], threads: method.threads });
    });
  return [...calls, ...onRows];
}

function freeName(file: JavaScriptFile, fn: Node, { handle }: RowLock): string {
  const used = new Set(file.find(fn, 'Identifier').map(({ name }) => name));
  const candidates = [...handle];
  for (let number = 2; ; number += 1) {
    const free = candidates.find((name) => !used.has(name) && !file.scopes.bindingAt(name, fn));
    if (free) return free;
    candidates.push(`${handle[0]}${number}`);
  }
}

function connectionOf(file: JavaScriptFile, { receiver, pattern }: RowCall, { connection, asserted }: RowLock): string {
  const text = file.text.slice(startOf(receiver), endOf(receiver));
  const { threads } = pattern;
  const maker = threads && makerOf(threads, receiver);
  if (maker) return file.text.slice(startOf(maker), endOf(maker));
  // What the handle takes the place of opens transactions itself.
  if (threads && 'receiver' in threads && threads.receiver === '{handle}') return text;
  const isTyped = /\.[cm]?tsx?$/.test(file.path);
  return connection.replace('{receiver}', text) + (asserted && isTyped ? asserted : '');
}

/** Whether the query that reads may be one with a join: an option says so, or the model does. */
function isJoined(file: JavaScriptFile, call: RowCall, { joinsByItself }: RowLock): boolean {
  const { joins = [] } = call.pattern;
  const named = call.calls.some(
    (one) =>
      isCallNode(one) &&
      one.arguments.some(
        (argument) =>
          argument.type === 'ObjectExpression' &&
          argument.properties.some(
            (property) =>
              property.type === 'ObjectProperty' && joins.includes(keyName(property.key, property.computed) ?? ''),
          ),
      ),
  );
  if (named || !joinsByItself) return named;
  const model = modelOf(file, call);
  if (model === undefined) return true;
  const declared = new RegExp(`\\bclass\\s+${model}\\b`);
  if (declared.test(file.text)) return joinsByItself.test(file.text);
  for (const { text } of file.mentioning(`class ${model}`)) if (declared.test(text)) return joinsByItself.test(text);
  return true;
}

/** The model of a repository: `Account` of `getRepository(Account)`, and of `accounts: Repository<Account>`. */
function modelOf(file: JavaScriptFile, { receiver, calls: [first], pattern }: RowCall): string | undefined {
  const given =
    first && typeof pattern.table === 'object' && !('chained' in pattern.table)
      ? partOf(pattern.table, first)
      : undefined;
  if (given?.type === 'Identifier') return given.name;
  const inner = unwrapped(receiver);
  const made = isCallNode(inner) ? inner.arguments[0] : undefined;
  if (made?.type === 'Identifier') return made.name;
  const name = isMemberNode(inner) ? propertyName(inner) : inner.type === 'Identifier' ? inner.name : undefined;
  if (!name) return undefined;
  const typed = new RegExp(`\\b${name}\\s*[?!]?\\s*:\\s*Repository<\\s*(\\w+)`).exec(file.text)?.[1];
  return typed ?? new RegExp(`\\b${name}\\s*=[^;\\n]*\\bgetRepository\\(\\s*(\\w+)`).exec(file.text)?.[1];
}

/** Whether the project says that its database, or one that it can run on, has no row locks. */
function lacksLocks(file: JavaScriptFile, rowLock: RowLock, table: string): boolean {
  const { hasLocks, lockless = [] } = rowLock;
  const text = schemaAround(file, rowLock, table);
  if (text !== undefined) return hasLocks?.(text) === false;
  return lockless.some((name) => file.dependsOn(name));
}

/** The statement that locks, where a call cannot. */
function statementFor(
  file: JavaScriptFile,
  { table, where: [where] }: RowCall,
  rowLock: RowLock,
  handle: string,
): string | { readonly refusal: Code } {
  const { statement } = rowLock;
  const text = schemaAround(file, rowLock, table);
  const isTold = text !== undefined && new RegExp(`\\b${table}\\b`, 'i').test(text);
  if (!isTold || !statement) return { refusal: 'schema-out-of-sight' };
  const told = where && unwrapped(where);
  if (told?.type !== 'ObjectExpression') return { refusal: 'query-not-lockable' };
  const conditions = told.properties.map((one) => {
    const column = one.type === 'ObjectProperty' ? keyName(one.key, one.computed) : undefined;
    if (one.type !== 'ObjectProperty' || column === undefined || !isValue(one.value)) return undefined;
    return { column, value: file.text.slice(startOf(one.value), endOf(one.value)) };
  });
  const plain = conditions.flatMap((one) => one ?? []);
  const made = plain.length === conditions.length ? statement(text, table, plain, handle) : undefined;
  return made ?? { refusal: 'query-not-lockable' };
}

/** What may be read twice: a name, a property, a literal. */
function isValue(node: Node): boolean {
  const inner = unwrapped(node);
  return (
    inner.type === 'Identifier' ||
    /^(?:String|Numeric|Boolean)Literal$/.test(inner.type) ||
    (isMemberNode(inner) && isValue(inner.object)) ||
    inner.type === 'ThisExpression'
  );
}

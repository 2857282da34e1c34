import type { Node } from '@babel/types';
import type { LocalEdit } from '../../../src/languages/javascript/copies.ts';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { isCallNode, isMemberNode, propertyName, targetsIn } from '../../../src/languages/javascript/nodes.ts';
import type { Binding } from '../../../src/languages/javascript/scopes.ts';
import { endOf, isWithin, startOf, walk } from '../../../src/languages/javascript/walk.ts';
import { rootOf } from './around.ts';
import { derivationOf } from './dependence.ts';
import { isAwaitedHere, isOutside } from './obstacles.ts';
import { isKeyColumn } from './protection.ts';
import type { RowRead } from './reads.ts';
import type { Region } from './region.ts';
import { threadEdits } from './threading.ts';
import type { RowWrite } from './writes.ts';

/** The lines behind a call over the network, and what has to be said again in front of them. */
export interface Behind {
  readonly region: Region;
  /** The read, and what leaves where its row is not as it has to be. */
  readonly repeated: readonly Node[];
}

/**
 * Leaves the calls over the network in front of the transaction, where they ask nothing of the row but its key; the row
 * is then read again behind them.
 * @returns undefined where there is no such call, or what stands in front of the last one cannot stay there.
 */
export function behindRemoteCalls(
  file: JavaScriptFile,
  read: RowRead,
  writes: readonly RowWrite[],
  region: Region,
): Behind | undefined {
  const { statements, escaping, isLeft } = region;
  const last = lastAsking(file, read, statements);
  const front = statements.slice(1, last + 1);
  const behind = statements.slice(last + 1);
  const [first] = behind;
  if (last < 1 || !first || isLeft || escaping.some((one) => one === read.binding)) return undefined;
  if (writes.some(({ node }) => startOf(node) < startOf(first))) return undefined;
  const derived = derivationOf(file, read);
  const changes = derived.changed().flatMap((column) => derived.changesOf(column));
  const isInFront = (node: Node) => startOf(node) < startOf(first);
  if (changes.some(isInFront) || writes.some(({ columns }) => columns.some(({ node }) => isInFront(node))))
    return undefined;
  const guards = front.filter((one) => isGuard(one) && uses(read, one).length > 0);
  const others = front.filter((one) => !guards.includes(one));
  if (!others.flatMap((one) => uses(read, one)).every((use) => isOfKey(file, use))) return undefined;
  return {
    region: { ...region, statements: behind, start: startOf(first), escaping: escapingFrom(file, region, behind) },
    repeated: [read.statement, ...guards],
  };
}

/** What a reader is told of a row that is read in front of calls over the network and behind them. */
export const readTwice =
  'The row is read a second time behind the calls over the network, which keep to the row as it was first read.';

/** The place of the last statement that waits for a call over the network, or for more of its answer. */
function lastAsking(file: JavaScriptFile, read: RowRead, statements: readonly Node[]): number {
  const answers = new Set<Binding>();
  let last = -1;
  statements.forEach((statement, at) => {
    let isAsking = false;
    walk(statement, (node) => {
      if (!isCallNode(node) || !isAwaitedHere(file, node) || file.queryAt(node)) return;
      const root = rootOf(node);
      const binding = root.type === 'Identifier' ? file.scopes.bindingOf(root) : undefined;
      isAsking ||= isOutside(file, node) || (binding !== undefined && answers.has(binding));
    });
    if (!isAsking) return;
    last = at;
    const names =
      statement.type === 'VariableDeclaration' ? statement.declarations.flatMap(({ id }) => targetsIn(id)) : [];
    for (const binding of names.flatMap((name) => file.scopes.bindingOf(name) ?? []))
      if (binding !== read.binding) answers.add(binding);
  });
  return last;
}

/** `if (!account) throw …`: it may be asked twice. */
function isGuard(statement: Node): boolean {
  if (statement.type !== 'IfStatement' || statement.alternate) return false;
  const { consequent, test } = statement;
  const [only, ...others] = consequent.type === 'BlockStatement' ? consequent.body : [consequent];
  let isPlain = only?.type === 'ThrowStatement' && others.length === 0;
  walk(test, (node) => {
    if (/^(?:Call|OptionalCall|Await|Assignment|Update)Expression$/.test(node.type)) isPlain = false;
    return isPlain;
  });
  return isPlain;
}

function uses({ binding }: RowRead, statement: Node): Node[] {
  return binding.reads.filter((use) => isWithin(use, statement));
}

/** `account.id` */
function isOfKey(file: JavaScriptFile, use: Node): boolean {
  const member = file.parentOf(use);
  return (
    member !== undefined &&
    isMemberNode(member) &&
    member.object === use &&
    isKeyColumn.test(propertyName(member) ?? '')
  );
}

function escapingFrom(file: JavaScriptFile, { escaping }: Region, statements: readonly Node[]) {
  const declared = statements.flatMap((one) =>
    one.type === 'VariableDeclaration' ? one.declarations.flatMap(({ id }) => targetsIn(id)) : [],
  );
  return escaping.filter((one) => declared.some((name) => file.scopes.bindingOf(name) === one));
}

/** What is said again behind the calls over the network: the read, with its lock, and the tests of its row. */
export function readAgain(
  file: JavaScriptFile,
  { call }: RowRead,
  { repeated }: Behind,
  handle: string,
  step: string,
  imported: string,
): string[] | undefined {
  const [first] = call.calls;
  const threaded = first && { call: first, threads: call.pattern.threads, receiver: call.receiver };
  const edits = threaded && threadEdits(file, threaded, handle, step, { row: call, isThreaded: false, imported });
  return edits && repeated.map((one, at) => editedText(file, one, at === 0 ? edits : []));
}

/** The text of a statement after some edits inside it. */
function editedText({ text }: JavaScriptFile, statement: Node, edits: readonly LocalEdit[]): string {
  let code = text.slice(startOf(statement), endOf(statement));
  for (const { start, end, text: added } of [...edits].sort((a, b) => b.start - a.start || b.end - a.end))
    code = code.slice(0, start - startOf(statement)) + added + code.slice(end - startOf(statement));
  return code;
}

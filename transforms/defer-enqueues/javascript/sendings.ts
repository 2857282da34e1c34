import type { Node } from '@babel/types';
import type { JavaScriptFile, JavaScriptSite } from '../../../src/languages/javascript/file.ts';
import { loopsAround } from '../../../src/languages/javascript/flow.ts';
import {
  type CallNode,
  isCallNode,
  isFunctionNode,
  isMemberNode,
  propertyName,
} from '../../../src/languages/javascript/nodes.ts';
import { isSameRoot, stepsOf } from '../../../src/languages/javascript/paths.ts';
import { startOf } from '../../../src/languages/javascript/walk.ts';
import type { Certainty } from '../../../src/model/dialect.ts';
import { type Forwarded, forwardedBy, onlySends } from './forwarding.ts';
import type { OpenTransaction } from './open-transaction.ts';
import { receivedOrCalledIn, transactionAround } from './transactions.ts';

/** A call that sends something, while a transaction is open. */
export interface Sending {
  readonly call: CallNode;
  /** As it is spelled: `queue.add`. */
  readonly symbol: string;
  /** What sends, also where a function of the project does it. */
  readonly site: JavaScriptSite<'enqueue'>;
  readonly certainty: Certainty;
  readonly evidence: readonly string[];
  readonly transaction: OpenTransaction;
  /** Whether what is called waits for other things as well. */
  readonly doesMore: boolean;
  /** The statement that does nothing else; undefined where the code uses what is given back. */
  readonly statement: Node | undefined;
}

/** The calls of a file that send something while a transaction is open, in the order of the text. */
export function sendingsIn(file: JavaScriptFile): Sending[] {
  const direct = new Map<Node, JavaScriptSite<'enqueue'>>(file.sites('enqueue').map((site) => [site.call, site]));
  const others = new Set<Node>([...file.sites('transaction'), ...file.sites('after-commit')].map(({ call }) => call));
  const calls = file.find(file.ast.program, 'CallExpression').filter((call) => !others.has(call));
  return calls.flatMap((call): Sending[] => {
    const own = direct.get(call);
    if (!own && !isNamed(call)) return [];
    const transaction = transactionAround(file, call, { far: own !== undefined });
    const forwarded = own || !transaction ? undefined : forwardedBy(file, call);
    const site = own ?? forwarded?.site;
    if (!site || !transaction || isFoundElsewhere(file, transaction, forwarded)) return [];
    if (isCalledOnHandle(file, call, transaction)) return [];
    const isSure = own !== undefined && own.certainty === 'certain' && transaction.certainty === 'certain';
    const isPossible = transaction.certainty === 'possible' || site.pattern.sends === 'request';
    return [
      {
        call,
        symbol: forwarded?.symbol ?? site.symbol,
        site,
        certainty: isPossible ? 'possible' : isSure && transaction.form !== 'received' ? 'certain' : 'likely',
        evidence: [...(forwarded ? [forwarded.evidence] : []), site.evidence, transaction.evidence],
        transaction,
        doesMore: forwarded?.doesMore === true,
        statement: sendingStatement(file, call),
      },
    ];
  });
}

/** `tx.queue.add(…)`: whatever it is called, it is part of the transaction. */
function isCalledOnHandle(file: JavaScriptFile, { callee }: CallNode, { form, handleName }: OpenTransaction): boolean {
  const root = isMemberNode(callee) ? stepsOf(callee.object)?.[0] : undefined;
  const isFirst = root && handleName && form !== 'hook' && form !== 'middleware' && form !== 'shared';
  return isFirst === true && isSameRoot(file, root, handleName);
}

/** What only sends is found at its calls; what does more, and is given the transaction of each, is found where it sends. */
function isFoundElsewhere(
  file: JavaScriptFile,
  { form, fn }: OpenTransaction,
  forwarded: Forwarded | undefined,
): boolean {
  if (form === 'caller' && onlySends(file, fn)) return true;
  return (
    forwarded?.doesMore === true &&
    forwarded.functions.every(({ module, node }) => {
      const owner = module === file.module ? file : file.other(module);
      const open = isFunctionNode(node) ? receivedOrCalledIn(owner, node, 0, true) : undefined;
      return open?.handle !== undefined && open.certainty !== 'possible';
    })
  );
}

/** A call that may be one of a function of the project. */
const isNamed = ({ callee }: CallNode): boolean => callee.type === 'Identifier' || isMemberNode(callee);

/** The statement around a call whose value goes nowhere, through `await`, `.catch(…)` and `Promise.all([…])`. */
function sendingStatement(file: JavaScriptFile, call: CallNode): Node | undefined {
  let inner: Node = call;
  for (let outer = file.parentOf(inner); outer; outer = file.parentOf(inner)) {
    if (outer.type === 'ExpressionStatement') return outer;
    if (!passesOn(file, inner, outer)) return undefined;
    inner = outer;
  }
  return undefined;
}

function passesOn(file: JavaScriptFile, inner: Node, outer: Node): boolean {
  if (outer.type === 'AwaitExpression') return true;
  if (outer.type === 'UnaryExpression') return outer.operator === 'void';
  // `sqs.sendMessage(…).promise()`, `queue.add(…).catch(…)`: the chain belongs to it.
  if (isMemberNode(outer)) return outer.object === inner && /^(?:promise|catch)$/.test(propertyName(outer) ?? '');
  if (outer.type === 'ArrowFunctionExpression')
    return outer.body === inner && loopsAround(file, inner)[0]?.node === outer;
  if (outer.type === 'ArrayExpression')
    return outer.elements.every((element) => element !== null && isSent(file, element));
  if (!isCallNode(outer)) return false;
  if (outer.callee === inner) return true;
  if (isFunctionNode(inner)) return true;
  return isMemberNode(outer.callee) && /^Promise\.all(?:Settled)?$/.test(textOf(file, outer.callee));
}

const isSent = (file: JavaScriptFile, element: Node): boolean =>
  file.sites('enqueue').some(({ call }) => call === element) ||
  file.find(element, 'CallExpression').some((call) => {
    return startOf(call) === startOf(element) && file.sites('enqueue').some((site) => site.call === call);
  });

const textOf = (file: JavaScriptFile, node: Node): string => file.text.slice(startOf(node), node.end ?? 0);

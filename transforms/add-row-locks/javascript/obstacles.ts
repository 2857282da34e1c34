import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import {
  type CallNode,
  isCallNode,
  isFunctionNode,
  isMemberNode,
  propertyName,
  unwrapped,
} from '../../../src/languages/javascript/nodes.ts';
import { endOf, isWithin, startOf, walk } from '../../../src/languages/javascript/walk.ts';
import type { Choices } from '../../../src/model/configuration.ts';
import { accepted } from '../accepted.ts';
import { isSentByCallee, isSentWhenSaved } from './callees.ts';
import type { RowRead } from './reads.ts';
import type { Code } from './refusals.ts';
import type { Region } from './region.ts';
import type { RowWrite } from './writes.ts';

/** What is called between the read and the last write, and would run under the lock. */
export interface Inside {
  /** Calls to the outside, as they are spelled. */
  readonly remote: readonly string[];
}

/** @returns the code that says why a call between the read and the last write must not run in the transaction. */
export function callsInside(
  file: JavaScriptFile,
  read: RowRead,
  { statements }: Pick<Region, 'statements'>,
  writes: readonly RowWrite[],
  threaded: ReadonlySet<Node>,
  choices: Choices,
): Inside | Code {
  const remote: string[] = [];
  let refusal: Code | undefined;
  const enqueues = new Set<Node>(file.sites('enqueue').map(({ call }) => call));
  const [firstWrite] = writes;
  for (const statement of statements)
    walk(statement, (node) => {
      if (refusal) return false;
      if (isFunctionNode(node)) {
        if (node.async) refusal ??= 'other-connection';
        return false;
      }
      if (node.type === 'TryStatement' && node.handler && [...threaded].some((call) => isWithin(call, node.block)))
        refusal = 'query-error-caught';
      if (node.type === 'ForOfStatement' && node.await) refusal = 'other-connection';
      if (node.type === 'ThrowStatement' && firstWrite && startOf(node) > endOf(firstWrite.node))
        refusal = 'leaves-before-commit';
      if (!isCallNode(node)) return undefined;
      if (threaded.has(node)) return undefined;
      if (enqueues.has(node) || sending.test(nameOf(node)) || isSentByCallee(file, node))
        refusal = 'leaves-before-commit';
      else if (file.queryAt(node)) refusal = 'other-connection';
      else if (isAwaitedHere(file, node)) {
        if (isOutside(file, node)) remote.push(file.text.slice(startOf(node.callee), endOf(node.callee)));
        else refusal = 'other-connection';
      }
      return undefined;
    });
  if (!refusal && isSentWhenSaved(file, read)) refusal = 'leaves-before-commit';
  if (refusal) return refusal;
  const timesOut = read.call.dialect.writes?.rowLock?.timesOut === true;
  if (remote.length > 0 && (timesOut || choices.locks?.remoteCalls === 'outside')) return 'slow-work-between';
  return { remote };
}

/** Whether a function of another package, or of the platform, is called: it knows nothing of the row. */
export function isOutside(file: JavaScriptFile, call: CallNode): boolean {
  let root = unwrapped(call.callee);
  while (isMemberNode(root) || isCallNode(root)) root = unwrapped(isMemberNode(root) ? root.object : root.callee);
  if (root.type !== 'Identifier') return false;
  const binding = file.scopes.bindingOf(root);
  if (!binding) return /^(?:fetch|crypto|setTimeout)$/.test(root.name);
  if (binding.kind !== 'import') return false;
  const declaration = file.parentOf(binding.declaration);
  const from = declaration?.type === 'ImportDeclaration' ? declaration.source.value : '.';
  return (
    !/^[.#~@/]/.test(from) ||
    (/^@[\w-]+\//.test(from) && file.imported(file.module, from) === undefined && file.dependsOn(from))
  );
}

/** Words that say that something leaves the process. */
const sending =
  /^(?:send|publish|emit|dispatch|enqueue|notify|trigger|schedule|broadcast)(?:[A-Z]\w*)?$|^(?:add|create)Job$/;

function nameOf({ callee }: CallNode): string {
  const inner = unwrapped(callee);
  return isMemberNode(inner) ? (propertyName(inner) ?? '') : inner.type === 'Identifier' ? inner.name : '';
}

/** Whether a call is awaited where it stands. */
export function isAwaitedHere(file: JavaScriptFile, call: Node): boolean {
  let node = call;
  for (let parent = file.parentOf(node); parent !== undefined; parent = file.parentOf(node)) {
    if (parent.type === 'AwaitExpression') return true;
    if (unwrapped(parent) === parent) return false;
    node = parent;
  }
  return false;
}

/** Whether comments in the function, or right above it, say that the lock was left out on purpose, or that the race is accepted. */
export function isLeftOutOnPurpose({ text, comments }: JavaScriptFile, read: RowRead): boolean {
  const words = comments.flatMap((comment) => {
    const isAbove = comment.end <= startOf(read.fn) && !/[;{}]/.test(text.slice(comment.end, startOf(read.fn)));
    const isInside = comment.start >= startOf(read.fn) && comment.end <= endOf(read.fn);
    return isAbove || isInside ? text.slice(comment.start, comment.end) : [];
  });
  return (
    words.some((one) => /\block(?:s|ed|ing)?\b/i.test(one) && onPurpose.test(one)) ||
    accepted.test(words.join(' ').replace(/\s+(?:\/\/|\*)?\s*/g, ' '))
  );
}

const onPurpose =
  /\b(?:removed|dropped|left out|on purpose|deliberate(?:ly)?|intentional(?:ly)?|no locks? (?:needed|required|necessary|here|on purpose)|unnecessary|(?:not|isn't) (?:needed|required|necessary)|needs? no locks?|no need (?:to|for a) lock|(?:do(?:es)? not|do(?:es)?n't|need not|needn't|without) (?:need|tak|lock)\w*|(?:avoid|skip)(?:s|ped|ping|ing)? (?:the |a |row )?lock\w*)\b/i;

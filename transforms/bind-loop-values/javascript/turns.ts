import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import type { Loop } from '../../../src/languages/javascript/flow.ts';
import { isFunctionNode, isLoopNode, isMemberNode, unwrapped } from '../../../src/languages/javascript/nodes.ts';
import type { Binding } from '../../../src/languages/javascript/scopes.ts';
import { isWithin, startOf } from '../../../src/languages/javascript/walk.ts';
import type { Capture, Surroundings } from './captures.ts';
import { type Registration, statementToPrecede } from './registrations.ts';

/** Whether a hook's own transaction begins and ends within one turn: its callbacks run before the next. */
export function endsTransaction(file: JavaScriptFile, { call }: Registration, loop: Loop): boolean {
  return isMadeIn(file, loop, file.find(call.callee, 'Identifier')[0], new Set());
}

/** @param name the name that a path starts with: `options` of `options.transaction`. */
function isMadeIn(file: JavaScriptFile, loop: Loop, name: Node | undefined, seen: Set<Binding>): boolean {
  const binding = name?.type === 'Identifier' ? file.scopes.bindingOf(name) : undefined;
  if (!binding || binding.kind === 'import' || seen.has(binding)) return false;
  seen.add(binding);
  if (!isWithin(binding.scopeNode, loop.node)) return binding.writes.some(({ node }) => isWithin(node, loop.node));
  const { declaration } = binding;
  // `const { transaction } = options` only gives another name to what was there before.
  const given = declaration.type === 'VariableDeclarator' && declaration.init ? rootOf(declaration.init) : undefined;
  if (given?.type === 'ThisExpression') return false;
  if (given !== undefined) return isMadeIn(file, loop, given, seen);
  return binding.kind !== 'param' || binding.scopeNode === loop.node;
}

/** What a plain path starts with; undefined for what is called or made. */
function rootOf(path: Node): Node | undefined {
  let at = unwrapped(path);
  while (isMemberNode(at)) at = unwrapped(at.object);
  return at.type === 'Identifier' || at.type === 'ThisExpression' ? at : undefined;
}

/**
 * In an asynchronous visit (`map(async …)`) the turns run in each other's pauses: after an `await` a variable from
 * outside may be another turn's already.
 */
export function isInterleaved(
  file: JavaScriptFile,
  { node }: { readonly node: Node },
  { call }: Registration,
  loops: readonly Loop[],
): boolean {
  return loops.some(({ node: loop }) => {
    if (!isFunctionNode(loop) || !loop.async || !isWithin(node, loop)) return false;
    return file
      .find(loop, 'AwaitExpression')
      .some((pause) => startOf(pause) < startOf(call) && (pause.end ?? 0) > startOf(node));
  });
}

/** Whether what writes has run whenever the registration runs: neither a branch nor a function lies between. */
export function isCertainlyBefore(file: JavaScriptFile, by: Node, { call }: Registration): boolean {
  if (startOf(by) > startOf(call)) return false;
  for (let inner = by; !isWithin(call, inner); ) {
    const outer = file.parentOf(inner);
    if (outer === undefined || isFunctionNode(outer) || isBranchOf(outer, inner)) return false;
    inner = outer;
  }
  return true;
}

function isBranchOf(outer: Node, inner: Node): boolean {
  if (outer.type === 'IfStatement' || outer.type === 'ConditionalExpression') return outer.test !== inner;
  if (outer.type === 'LogicalExpression') return outer.right === inner;
  return (isLoopNode(outer) && outer.body === inner) || /^(?:Try|Switch)Statement$/.test(outer.type);
}

/** A copy stands before the whole statement of the registration: what that statement assigns comes after it. */
export function placeRefusal({ file, registration }: Surroundings, writes: readonly Node[]): Capture['refusal'] {
  const statement = statementToPrecede(file, registration);
  const isTooLate = (node: Node) => isWithin(node, statement) && !isWithin(node, registration.callback);
  return writes.some(isTooLate) ? 'assigned-after-registration' : undefined;
}

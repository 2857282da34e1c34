import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { comesAfter, type Loop, leavesLoopAfter, loopsAround } from '../../../src/languages/javascript/flow.ts';
import { functionOf } from '../../../src/languages/javascript/functions.ts';
import { isFunctionNode, statementAround, unwrapped } from '../../../src/languages/javascript/nodes.ts';
import type { Binding, Use } from '../../../src/languages/javascript/scopes.ts';
import { closest, isWithin, startOf } from '../../../src/languages/javascript/walk.ts';
import type { Write } from '../../../src/languages/javascript/writes.ts';
import { perhapsMeant, type sharedRefusals } from '../refusals.ts';
import { propertyCapturesOf } from './properties.ts';
import type { Registration } from './registrations.ts';
import { endsTransaction, isCertainlyBefore, isInterleaved, placeRefusal } from './turns.ts';

type Code = keyof typeof sharedRefusals;

/** Something that a callback reads at commit and that has moved on by then. */
export interface Capture<Reason extends string = Code> {
  /** As it is read: a variable, or a property of a reused object. */
  readonly name: string;
  /** The variable; undefined for a property of `this`. */
  readonly binding: Binding | undefined;
  /** Where the callback reads it. */
  readonly reads: readonly Node[];
  /** A place that assigns it again. */
  readonly write: Node | undefined;
  /** The name that a copy is called after. */
  readonly calledAfter: string;
  /** Whether every path to the registration has set it. */
  readonly isCertainlySet: boolean;
  readonly refusal: Reason | undefined;
}

/** What is known of one registration's surroundings. */
export interface Surroundings {
  readonly file: JavaScriptFile;
  readonly registration: Registration;
  /** The place at which the callback is made: a value is bound there. */
  readonly made: Node;
  /** The loops that go round again after the registration, innermost first. */
  readonly loops: readonly Loop[];
  /** The file's functions that run after commit: what one of them writes is there for the others, not before. */
  readonly callbacks: readonly Node[];
}

/**
 * The names that a callback reads late, in the order in which it reads them.
 * @param all the registrations of the file.
 */
export function capturesOf(file: JavaScriptFile, registration: Registration, all: readonly Registration[]): Capture[] {
  const { call, callback } = registration;
  const loops = loopsAround(file, call).filter(
    (loop) =>
      !leavesLoopAfter(file, statementAround(call, file.parentOf), loop) && !endsTransaction(file, registration, loop),
  );
  const made = startOf(callback) < startOf(call) ? callback : call;
  const callbacks = all.map((one) => one.callback).filter((one) => !isWithin(call, one));
  const around: Surroundings = { file, registration, made, loops, callbacks };
  const reads = new Map<Binding, Use[]>();
  for (const { node, binding } of file.scopes.freeReads(callback))
    reads.set(binding, [...(reads.get(binding) ?? []), node]);
  return [...reads]
    .flatMap(
      ([binding, uses]) => captureOf(around, binding, uses) ?? throughFunction(around, binding, uses, new Set()) ?? [],
    )
    .concat(propertyCapturesOf(around))
    .sort((a, b) => startOf(a.reads[0] ?? call) - startOf(b.reads[0] ?? call));
}

function captureOf(around: Surroundings, binding: Binding, reads: readonly Use[]): Capture | undefined {
  const { file, registration, loops } = around;
  const refusal = refusalOf(around, binding);
  if (refusal === undefined) return undefined;
  const outliving = loops.filter((loop) => outlives(binding, loop));
  const writes = writesOutside(binding, registration);
  const write = writes.find(({ node }) => outliving.some((loop) => isWithin(node, loop.node))) ?? writes.at(-1);
  const places = binding.writes.map(({ node }) => node);
  const own = refusal === 'bindable' ? (callbackRefusal(file, registration) ?? placeRefusal(around, places)) : refusal;
  const isCertainlySet = writes.some((one) => isCertainlyBefore(file, one.by, registration));
  return {
    name: binding.name,
    binding,
    reads,
    write: write?.node,
    calledAfter: binding.name,
    isCertainlySet,
    refusal: own,
  };
}

/** Why a name is not bound, `bindable` where it can be, undefined where it is not read late at all. */
function refusalOf(around: Surroundings, binding: Binding): Code | 'bindable' | undefined {
  const { file, registration, made, loops, callbacks } = around;
  if (binding.kind === 'const' || binding.kind === 'using' || binding.kind === 'import' || binding.kind === 'type')
    return undefined;
  const isDeferred = ({ node }: Write) => callbacks.some((one) => isWithin(node, one));
  const writes = writesOutside(binding, registration).filter((write) => !isSetOnce(file, write) && !isDeferred(write));
  const outliving = loops.filter((loop) => outlives(binding, loop));
  const isAgain = ({ node, by }: Write) => outliving.some((loop) => isWithin(node, loop.node) && !startsLoop(loop, by));
  const again = writes.filter(isAgain);
  const later = writes.filter(
    (write) => !advances(file, write, outliving) && isSameTurn(write, made) && comesAfter(file, write.by, made),
  );
  if (!again.length) {
    if (!later.length || !isSameFunction(file, later[0], made)) return undefined;
    const isWithinTurn = loopsAround(file, made).some((loop) => later.some(({ node }) => isWithin(node, loop.node)));
    return isWithinTurn ? 'assigned-after-registration' : 'reassigned-without-loop';
  }
  if (again.every((write) => gathers(write, binding) && !advances(file, write, outliving))) return 'value-accumulated';
  if (isMadeBeforeLoop(registration, again, outliving)) return 'callback-made-before-loop';
  if (later.some(isAgain)) return 'assigned-after-registration';
  if (again.some((write) => isInterleaved(file, write, registration, outliving))) return 'assigned-after-registration';
  if (binding.writes.some(isDeferred)) return 'assigned-in-callback';
  return 'bindable';
}

/** What stands in the way of rewriting the callback itself. */
function callbackRefusal(file: JavaScriptFile, { call, callbackName }: Registration): Code | undefined {
  if (!callbackName) return undefined;
  const passedTo = new Set(file.sites('after-commit').map(({ callback: argument }) => argument && unwrapped(argument)));
  const elsewhere = callbackName.reads.some((read) => !passedTo.has(read) && !isWithin(read, call));
  return elsewhere ? 'callback-used-elsewhere' : undefined;
}

function isMadeBeforeLoop(
  { callback, callbackName }: Registration,
  again: readonly Write[],
  loops: readonly Loop[],
): boolean {
  return (
    callbackName !== undefined &&
    loops.some((loop) => !isWithin(callback, loop.node) && again.some(({ node }) => isWithin(node, loop.node)))
  );
}

/** A local function that the callback calls, and that reads late itself. */
function throughFunction(
  around: Surroundings,
  binding: Binding,
  reads: readonly Use[],
  seen: Set<Binding>,
): Capture | undefined {
  const called = functionOf(binding);
  if (!called || seen.has(binding) || isWithin(around.registration.call, called)) return undefined;
  seen.add(binding);
  const late = around.file.scopes.freeReads(called).some(({ binding: inner }) => {
    const refusal = refusalOf(around, inner);
    const isLate = refusal !== undefined && !perhapsMeant.has(refusal);
    return isLate || throughFunction(around, inner, reads, seen) !== undefined;
  });
  if (!late) return undefined;
  return {
    name: binding.name,
    binding,
    reads,
    write: undefined,
    calledAfter: binding.name,
    isCertainlySet: true,
    refusal: 'captured-through-function',
  };
}

/** Whether a name is the same variable on every turn of a loop. */
function outlives(binding: Binding, loop: Loop): boolean {
  return !isWithin(binding.scopeNode, loop.node);
}

function writesOutside(binding: Binding, { callback }: Registration): Write[] {
  return binding.writes.filter(({ node }) => !isWithin(node, callback));
}

/** The head of a counting loop sets its counter once, before the first turn. */
function startsLoop({ node }: Loop, by: Node): boolean {
  return node.type === 'ForStatement' && node.init !== null && node.init !== undefined && isWithin(by, node.init);
}

/** Whether a write moves its loop on: the update of its head, or what its condition waits for. */
function advances(file: JavaScriptFile, { node, by }: Write, loops: readonly Loop[]): boolean {
  return loops.some(({ node: loop }) => {
    if (!isWithin(node, loop)) return false;
    if (loop.type === 'ForStatement' && loop.update && isWithin(by, loop.update)) return true;
    const test =
      loop.type === 'WhileStatement' || loop.type === 'DoWhileStatement' || loop.type === 'ForStatement'
        ? loop.test
        : undefined;
    const binding = file.scopes.bindingOf(node);
    return test !== null && test !== undefined && binding?.reads.some((read) => isWithin(read, test)) === true;
  });
}

/** Whether a write adds to what the name held: `total += x`, `total = total + x`. */
function gathers({ kind, by, value }: Write, binding: Binding): boolean {
  if (kind === 'update') return true;
  if (kind === 'compound') return by.type === 'AssignmentExpression' && !/^(?:\|\||&&|\?\?)=$/.test(by.operator);
  return value !== undefined && binding.reads.some((read) => isWithin(read, value));
}

/** `if (!x) x = …`, `x ??= …`, `x = x ?? …`: the first turn sets it, and no other. */
function isSetOnce(file: JavaScriptFile, { by, value, node }: Write): boolean {
  if (by.type === 'AssignmentExpression' && /^(?:\|\||\?\?)=$/.test(by.operator)) return true;
  const given = value && unwrapped(value);
  if (given?.type === 'LogicalExpression' && given.operator !== '&&' && unwrapped(given.left).type === 'Identifier') {
    return (unwrapped(given.left) as { name?: string }).name === node.name;
  }
  for (
    let inner: Node = by, outer = file.parentOf(by);
    outer && !isFunctionNode(outer);
    inner = outer, outer = file.parentOf(outer)
  ) {
    if (outer.type === 'IfStatement' && outer.consequent === inner && asksWhetherEmpty(outer.test, node.name))
      return true;
    if (/^(?:For|While|DoWhile)/.test(outer.type)) return false;
  }
  return false;
}

function asksWhetherEmpty(test: Node, name: string): boolean {
  const isName = (node: Node) =>
    unwrapped(node).type === 'Identifier' && (unwrapped(node) as { name?: string }).name === name;
  if (test.type === 'UnaryExpression') return test.operator === '!' && isName(test.argument);
  if (test.type !== 'BinaryExpression' || !/^===?$/.test(test.operator)) return false;
  const isEmpty = (node: Node) =>
    node.type === 'NullLiteral' || (node.type === 'Identifier' && node.name === 'undefined');
  return (isName(test.left) && isEmpty(test.right)) || (isEmpty(test.left) && isName(test.right));
}

const isSameTurn = ({ by }: Write, made: Node): boolean => !isWithin(made, by) && !isWithin(by, made);

function isSameFunction(file: JavaScriptFile, write: Write | undefined, made: Node): boolean {
  return (
    write !== undefined &&
    closest(write.by, file.parentOf, isFunctionNode) === closest(made, file.parentOf, isFunctionNode)
  );
}

import type { PythonFile } from '../../../src/languages/python/file.ts';
import {
  comesAfter,
  isDefinitelyAssigned,
  leavesLoopAfter,
  loopsAround,
  statementAround,
} from '../../../src/languages/python/flow.ts';
import { ancestorsOf, child, isWithin, named, type PythonNode, unwrapped } from '../../../src/languages/python/node.ts';
import type { Binding, Write } from '../../../src/languages/python/scopes.ts';
import type { PythonCode } from '../python.ts';
import { mutationCapturesOf } from './mutations.ts';
import { functionOf, type Registration } from './registrations.ts';

/** Something that a callback reads at commit and that has moved on by then. */
export interface Capture {
  readonly name: string;
  /** The first place where the callback reads it. */
  readonly read: PythonNode;
  /** A place that assigns it again. */
  readonly write: PythonNode | undefined;
  /** True where the name is gone by then: it was that of an `except` clause. */
  readonly isDeleted: boolean;
  /** True where the callback would not find it at all: it is bound in the body of a class. */
  readonly isOutOfScope?: boolean;
  readonly refusal: PythonCode | undefined;
}

/** What is known of one registration's surroundings. */
export interface Surroundings {
  readonly file: PythonFile;
  readonly registration: Registration;
  /** The place at which the callback is made: a default is evaluated there. */
  readonly made: PythonNode;
  /** The loops that go round again after the registration, innermost first. */
  readonly loops: readonly PythonNode[];
}

/** The names that a callback reads late, in the order in which it reads them. */
export function capturesOf(
  file: PythonFile,
  registration: Registration,
): { captures: Capture[]; loops: readonly PythonNode[] } {
  const { node, callback } = registration;
  const statement = statementAround(node);
  const loops = loopsAround(node).filter(
    (loop) => !leavesLoopAfter(statement, loop) && !endsTransaction(file, node, loop),
  );
  const around: Surroundings = { file, registration, made: callback, loops };
  const captures = new Map<string, Capture>();
  for (const { node: read, name, binding: resolved } of file.scopes.freeReads(callback)) {
    const binding = resolved ?? classBindingOf(file, callback, name);
    if (!binding || captures.has(name)) continue;
    const capture = captureOf(around, binding, read) ?? throughFunction(around, binding, read, new Set());
    if (capture) captures.set(name, { ...capture, isOutOfScope: resolved === undefined });
  }
  const all = [...captures.values(), ...mutationCapturesOf(around)];
  return { captures: all.sort((a, b) => a.read.start - b.read.start), loops };
}

function captureOf(around: Surroundings, binding: Binding, read: PythonNode): Capture | undefined {
  const { registration, loops } = around;
  const clause = exceptClauseOf(binding, around.made);
  const deleted = clause && ('bindable' as const);
  const refusal = clause && !isAssignedIn(binding, clause) ? deleted : (refusalOf(around, binding) ?? deleted);
  if (refusal === undefined) return undefined;
  const writes = writesOutside(binding, registration);
  const write = writes.find(({ node }) => loops.some((loop) => isWithin(node, loop))) ?? writes.at(-1);
  return {
    name: binding.name,
    read,
    write: write?.node,
    isDeleted: clause !== undefined,
    refusal: refusal === 'bindable' ? callbackRefusal(around, binding) : refusal,
  };
}

/** Why a name is not bound, `bindable` where it can be, undefined where it is not read late at all. */
function refusalOf(
  { file, registration, made, loops }: Surroundings,
  binding: Binding,
): PythonCode | 'bindable' | undefined {
  const writes = writesOutside(binding, registration).filter((write) => !isSetOnce(file, write));
  const outliving = loops
    .filter((loop) => binding.scope.node !== loop || loop.type !== 'for_statement')
    .filter((loop) => isSharedBy(binding, loop));
  const again = writes.filter(({ node, statement }) =>
    outliving.some((loop) => isWithin(node, loop) && goesRound(loop, statement)),
  );
  const isLater = (write: Write, than: PythonNode) =>
    write.kind !== 'delete' &&
    !advances(file, write, outliving) &&
    isSameFunction(file, write.node, than) &&
    comesAfter(write.node, than);
  if (!again.length)
    return writes.some((write) => isLater(write, registration.node)) ? 'reassigned-without-loop' : undefined;
  const later = writes.filter((write) => isLater(write, made));
  const values = again.filter(({ kind }) => kind !== 'delete');
  if (values.length && values.every((write) => gathers(write, binding) && !advances(file, write, outliving)))
    return 'value-accumulated';
  if (isMadeBeforeLoop(registration, again, outliving)) return 'callback-made-before-loop';
  if (later.some(({ node }) => outliving.some((loop) => isWithin(node, loop)))) return 'assigned-after-registration';
  if (claims(file, registration.callback, binding)) return 'assigned-in-callback';
  return 'bindable';
}

/** Whether a callback takes a name for its own, by `nonlocal` or `global`: no parameter may be called so. */
function claims({ scopes, text }: PythonFile, callback: PythonNode, binding: Binding): boolean {
  if (scopes.freeWrites(callback).some((write) => write.binding === binding)) return true;
  const stack = [callback];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const isClaim = /^(?:nonlocal|global)_statement$/.test(node.type);
    if (isClaim && named(node).some(({ start, end }) => text.slice(start, end) === binding.name)) return true;
    stack.push(...node.children);
  }
  return false;
}

/** What stands in the way of giving the callback a default. */
function callbackRefusal({ file, registration, made }: Surroundings, binding: Binding): PythonCode | undefined {
  const { callback, callbackName, partialKeywords, node } = registration;
  if (callbackName) {
    const handedOver = (read: PythonNode) =>
      file.sites('after-commit').some(({ call, callback: passed }) => call && passed && isWithin(read, passed));
    if (callbackName.reads.some((read) => !handedOver(read) && !isWithin(read, node))) return 'callback-used-elsewhere';
  }
  const decorators =
    callback.parent?.type === 'decorated_definition'
      ? callback.parent.children.filter(({ type }) => type === 'decorator')
      : [];
  if (decorators.some((decorator) => decorator !== node)) return 'callback-decorated';
  if (partialKeywords.includes(binding.name) || partialKeywords.includes('**')) return 'name-taken';
  if (!isDefinitelyAssigned(binding, made)) return 'possibly-unassigned';
  return undefined;
}

function isMadeBeforeLoop(
  { callback, callbackName }: Registration,
  again: readonly Write[],
  loops: readonly PythonNode[],
): boolean {
  return (
    callbackName !== undefined &&
    loops.some((loop) => !isWithin(callback, loop) && again.some(({ node }) => isWithin(node, loop)))
  );
}

/** A local function that the callback calls, and that reads late itself. */
function throughFunction(
  around: Surroundings,
  binding: Binding,
  read: PythonNode,
  seen: Set<Binding>,
): Capture | undefined {
  const called = functionOf(binding);
  if (!called || seen.has(binding) || isWithin(around.registration.node, called)) return undefined;
  seen.add(binding);
  const late = around.file.scopes.freeReads(called).some(({ node, binding: inner }) => {
    if (!inner) return false;
    const refusal = refusalOf(around, inner);
    return (
      (refusal !== undefined && refusal !== 'reassigned-without-loop') ||
      throughFunction(around, inner, node, seen) !== undefined
    );
  });
  return late
    ? { name: binding.name, read, write: undefined, isDeleted: false, refusal: 'captured-through-function' }
    : undefined;
}

function writesOutside(binding: Binding, { callback }: Registration): Write[] {
  // An import gives the same object on every turn.
  return binding.writes.filter(
    ({ node, kind }) =>
      kind !== 'import' && kind !== 'parameter' && !(isWithin(node, callback) && binding.scope.node !== callback),
  );
}

/** A comprehension has its variables to itself; what is bound outside of a loop is shared by its turns. */
function isSharedBy(binding: Binding, loop: PythonNode): boolean {
  return (
    binding.scope.node === loop ||
    !isWithin(binding.scope.node, loop) ||
    loop.type === 'for_statement' ||
    loop.type === 'while_statement'
  );
}

/** What stands in the `else` of a loop runs once, after its last turn; so does the first iterable of its head. */
function goesRound(loop: PythonNode, statement: PythonNode): boolean {
  return !loop.children.some(
    (one) => (one.type === 'else_clause' || one.field === 'right') && isWithin(statement, one),
  );
}

/** Whether a write moves a `while` on: its condition waits for the name. */
function advances(file: PythonFile, { node }: Write, loops: readonly PythonNode[]): boolean {
  const binding = file.scopes.bindingOf(node);
  return loops.some((loop) => {
    const condition = loop.type === 'while_statement' && isWithin(node, loop) ? child(loop, 'condition') : undefined;
    return condition !== undefined && binding?.reads.some((read) => isWithin(read, condition)) === true;
  });
}

/** Whether a write adds to what the name held: `total += x`, `total = total + x`. */
function gathers({ kind, value }: Write, binding: Binding): boolean {
  return kind === 'augmented' || (value !== undefined && binding.reads.some((read) => isWithin(read, value)));
}

/** `if x is None: x = …`, `if not x: x = …`: the first turn sets it, and no other. */
function isSetOnce(file: PythonFile, { node, kind }: Write): boolean {
  if (kind !== 'assignment') return false;
  let inner = node;
  for (const outer of ancestorsOf(node)) {
    if (/^(?:for_statement|while_statement|function_definition|lambda|class_definition)$/.test(outer.type))
      return false;
    if (outer.type === 'if_statement' && inner.field === 'consequence') {
      const condition = child(outer, 'condition');
      if (condition && asksWhetherEmpty(file, condition, file.text.slice(node.start, node.end))) return true;
    }
    inner = outer;
  }
  return false;
}

function asksWhetherEmpty(file: PythonFile, condition: PythonNode, name: string): boolean {
  const text = file.text.slice(unwrapped(condition).start, unwrapped(condition).end).replace(/\s+/g, ' ');
  return text === `not ${name}` || text === `${name} is None` || text === `${name} == None`;
}

/** The `except … as name` around a place whose name a binding is: the name is deleted when the clause ends. */
function exceptClauseOf(binding: Binding, place: PythonNode): PythonNode | undefined {
  return binding.writes.find(({ kind, statement }) => kind === 'except' && isWithin(place, statement))?.statement;
}

/** Whether a clause also assigns its name itself. */
function isAssignedIn(binding: Binding, clause: PythonNode): boolean {
  return binding.writes.some(({ node, kind }) => kind !== 'except' && isWithin(node, clause));
}

/** `atomic(durable=True)` in a loop is never inside another block: its callbacks run before the next turn. */
function endsTransaction(file: PythonFile, node: PythonNode, loop: PythonNode): boolean {
  return file.sites('transaction').some(({ node: block, call }) => {
    if (!isWithin(block, loop) || !isWithin(node, block) || block === node) return false;
    const list = call && child(call, 'arguments');
    return (
      list !== undefined &&
      named(list).some((argument) => /^durable\s*=\s*True$/.test(file.text.slice(argument.start, argument.end)))
    );
  });
}

function isSameFunction(file: PythonFile, a: PythonNode, b: PythonNode): boolean {
  return file.scopes.scopeOf(statementAround(a)) === file.scopes.scopeOf(statementAround(b));
}

/** The body of a class is no scope to the functions in it: a name of its loop is not found when the callback runs. */
function classBindingOf(file: PythonFile, callback: PythonNode, name: string): Binding | undefined {
  const scope = file.scopes.scopeOf(callback);
  return scope.kind === 'class' ? scope.bindings.get(name) : undefined;
}

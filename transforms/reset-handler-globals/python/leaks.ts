import type { PythonFile, PythonSite } from '../../../src/languages/python/file.ts';
import { ancestorsOf, childrenOf, isWithin, named, type PythonNode } from '../../../src/languages/python/node.ts';
import { derivedFrom } from './derived.ts';
import { exposedReads } from './exposure.ts';
import { isGuarded, namesIn } from './guards.ts';
import { isImportTime } from './import-time.ts';
import { functionAround, type Reach } from './reach.ts';
import { type Use, usesOf, wholeOf, writeAt } from './uses.ts';
import type { KeptVariable } from './variables.ts';

/** A variable in which one invocation leaves something that the next one reads. */
export interface Leak<V extends KeptVariable = KeptVariable> {
  readonly variable: V;
  /** The handlers whose invocations come to the variable, in source order. */
  readonly handlers: readonly PythonSite[];
  readonly uses: readonly Use[];
  /** The changes that stay, and the reads that meet them. */
  readonly changes: readonly Use[];
  readonly reads: readonly Use[];
  /** It is set back, but not on every path. */
  readonly isEmptiedLater: boolean;
  /** It grows by one constant on every invocation: perhaps that is what it is there for. */
  readonly isCounter: boolean;
}

/** Names of what is meant to stay: the word is the only thing that tells a flag of the process from one of a request. */
const meantToStay =
  /cold|warm|init|ready|first|loaded|started|configured|set_?up|connected|cache|memo|pool|registry|registered|recent|history|previous|window|throttle|rate_?limit|last_/i;

/** Whether a name says so. */
export const isMeantToStay = (name: string): boolean => meantToStay.test(name);

/** What leaks from a variable; undefined where nothing does. */
export function leakOf<V extends KeptVariable>(
  file: PythonFile,
  variable: V,
  entries: readonly PythonSite[],
  reach: Reach,
): Leak<V> | undefined {
  if (isMeantToStay(variable.name)) return undefined;
  const uses = usesOf(file, variable);
  // What one invocation puts in and another takes out is a queue.
  if (uses.some(({ change }) => change === 'shrinks') || uses.some(isSetBackAtLast)) return undefined;
  if (uses.some((use) => isTrimmed(file, use))) return undefined;
  const handlers: PythonSite[] = [];
  const changes = new Set<Use>();
  const reads = new Set<Use>();
  for (const entry of entries) {
    const functions = reach.of(entry.node);
    const own = uses.filter(({ node }) => {
      const around = functionAround(node);
      return around !== undefined && functions.has(around);
    });
    const isDerived = derivedFrom(file, entry.node, functions);
    const staying = own.filter(
      (use) => stays(file, variable, use, entry.node, isDerived) && !isGuarded(file, variable, use, uses),
    );
    const gathered = staying.flatMap(({ given, change }) => (change === 'grows' ? given : []));
    const dirty = new Set(staying.map(({ piece }) => piece));
    const exposed =
      dirty.size === 0
        ? []
        : exposedReads(file, entry.node, own, dirty, reach).filter(
            (use) => !use.isReported && !gathered.some((value) => isWithin(use.node, value)),
          );
    if (exposed.length > 0) {
      for (const use of staying) changes.add(use);
      for (const use of exposed) reads.add(use);
    }
    if (own.length > 0) handlers.push(entry);
  }
  if (reads.size === 0) return undefined;
  return {
    variable,
    handlers,
    uses,
    changes: [...changes],
    reads: [...reads],
    isEmptiedLater: uses.some(({ change }) => change === 'reset'),
    isCounter: variable.shape === 'scalar' && [...changes].every((use) => countsInvocations(file, use, handlers)),
  };
}

/** Whether what a change leaves differs from one invocation to the next. */
function stays(
  file: PythonFile,
  { value: first, shape }: KeptVariable,
  use: Use,
  handler: PythonNode,
  isDerived: (node: PythonNode) => boolean,
): boolean {
  if (use.change === 'grows') return true;
  if (use.change !== 'set') return false;
  const isAlways = functionAround(use.node) === handler && !isConditional(file, use.at);
  // Every invocation sets it; what reads it before that looks back on purpose, or is never run so.
  if (isAlways && use.replaces) return false;
  if (shape === 'event' || isDerived(use.at)) return true;
  // A constant that only some invocations set: `failed = True`, `response["statusCode"] = 500`.
  if (shape !== 'scalar' && use.piece === wholeOf) return false;
  const [value] = use.given;
  if (value === undefined || !isConstant(value)) return false;
  const isFirst = shape === 'scalar' && first !== undefined && file.textOf(value) === file.textOf(first);
  return !isFirst && !isAlways;
}

export function isConstant(value: PythonNode): boolean {
  if (value.type === 'string') return !named(value).some(({ type }) => type === 'interpolation');
  return ['true', 'false', 'none', 'integer', 'float'].includes(value.type);
}

const branches = /^(?:if_statement|except_clause|case_clause|for_statement|while_statement)$/;

function isConditional(file: PythonFile, node: PythonNode): boolean {
  for (const up of ancestorsOf(node)) {
    if (up.type === 'function_definition') return false;
    if (branches.test(up.type) && !isSettled(file, up)) return true;
  }
  return false;
}

/** Whether an `if` asks only for what is settled when the module is imported, so that it goes the same way every time. */
function isSettled(file: PythonFile, statement: PythonNode): boolean {
  const conditions = statement.type === 'if_statement' ? childrenOf(statement, 'condition') : [];
  const names = conditions.flatMap(namesIn).filter((name) => name.field !== 'attribute');
  if (names.length === 0 || childrenOf(statement, 'alternative').length > 0) return false;
  return names.every((name) => {
    if (name.parent?.type === 'call' && name.field === 'function') return false;
    const binding = file.scopes.bindingOf(name);
    return binding?.scope === file.scopes.module && binding.writes.every((write) => isImportTime(write.node));
  });
}

/** `times = [t for t in times if t > limit]`: what is kept from before is chosen, so it is meant to be there. */
function isTrimmed(file: PythonFile, { node, change, given, at }: Use): boolean {
  if (change !== 'grows' || at.type === 'augmented_assignment' || named(at)[0]?.type === 'augmented_assignment')
    return false;
  return given.some(
    (value) => /^(?:subscript|.+_comprehension|call)$/.test(value.type) && writeAt(file, node)?.value === value,
  );
}

/** Set back in a `finally`, whatever happens. */
function isSetBackAtLast({ change, at }: Use): boolean {
  return change === 'reset' && [...ancestorsOf(at)].some(({ type }) => type === 'finally_clause');
}

function countsInvocations(file: PythonFile, use: Use, handlers: readonly PythonSite[]): boolean {
  if (use.change !== 'grows' || isConditional(file, use.at)) return false;
  if (!handlers.some(({ node }) => node === functionAround(use.node))) return false;
  return use.given.every((value) => isConstant(value) || value.type === 'binary_operator');
}

import type { PythonFile } from '../../../src/languages/python/file.ts';
import {
  ancestorsOf,
  child,
  childrenOf,
  isWithin,
  named,
  type PythonNode,
} from '../../../src/languages/python/node.ts';
import type { Write } from '../../../src/languages/python/scopes.ts';
import { isImportTime, isProgramOnly } from './import-time.ts';
import { addingCall } from './passed-on.ts';
import type { KeptVariable } from './variables.ts';

/** A part of a variable: a constant key of a dict, in its spelling, or `*`, what is not further told apart. */
export type Piece = string;
export const wholeOf: Piece = '*';

/** How an invocation changes a variable. */
export type Change =
  /** It gathers: `append`, `+=`. */
  | 'grows'
  /** It is given a value: `x = …` under `global`, `x["k"] = …`, `x.update(…)`. */
  | 'set'
  /** It is given its first value again: `x = []`, `x.clear()`. */
  | 'reset'
  /** Something is taken out: `pop`, `del x[k]`. */
  | 'shrinks';

/** What one mention of a variable does. */
export interface Use {
  readonly node: PythonNode;
  /** What it reads; a `key` is one that the code computes, so that other keys do not matter. */
  readonly reads: Piece | 'key' | undefined;
  readonly change: Change | undefined;
  /** What changes. */
  readonly piece: Piece;
  /** Whether the piece has an entirely new value afterwards. */
  readonly replaces: boolean;
  /** What it is given, where that is written down. */
  readonly given: readonly PythonNode[];
  /** The statement or call that does it. */
  readonly at: PythonNode;
  /** Whether it only reports: its value goes to a log or to a metric, and nowhere else. */
  readonly isReported: boolean;
}

const growing = new Set(['append', 'extend', 'insert', 'appendleft', 'extendleft']);
const setting = new Set(['add', 'update', 'setdefault', 'set', 'put']);
const shrinking = new Set(['pop', 'popitem', 'popleft', 'remove', 'discard', 'subtract']);
const inPlace = new Set(['sort', 'reverse', 'rotate', 'move_to_end']);

/** Every mention of a variable outside of its declaration and of code that runs only as a program. */
export function usesOf(file: PythonFile, variable: KeptVariable): readonly Use[] {
  return [...variable.mentions]
    .filter((node) => !isProgramOnly(node, file.text))
    .sort((a, b) => a.start - b.start)
    .map((node) => {
      const use = useOf(file, variable, node);
      // `total = total + 1` gathers, whatever it is written as.
      const isGathered =
        use.change === 'set' &&
        use.given.some((value) => !isOr(value) && [...variable.mentions].some((read) => isWithin(read, value)));
      return isGathered ? { ...use, change: 'grows', replaces: false } : use;
    });
}

/** `x or make()`. */
export function isOr(node: PythonNode): boolean {
  return node.type === 'boolean_operator' && child(node, 'operator')?.type === 'or';
}

/** Whether a use stands where the module is imported. */
export const isAtImport = ({ node }: Use): boolean => isImportTime(node);

function useOf(file: PythonFile, variable: KeptVariable, node: PythonNode): Use {
  const none: Use = {
    node,
    reads: undefined,
    change: undefined,
    piece: wholeOf,
    replaces: false,
    given: [],
    at: node,
    isReported: isReported(file, node),
  };
  const write = writeAt(file, node);
  if (write !== undefined) {
    const given = write.value ? [write.value] : [];
    if (write.kind === 'augmented') {
      return { ...none, reads: wholeOf, change: 'grows', given, at: write.statement, isReported: true };
    }
    if (write.kind === 'delete') return { ...none, change: 'shrinks', at: write.statement };
    const isReset = write.value !== undefined && isFirstValue(file, variable, write.value);
    return { ...none, change: isReset ? 'reset' : 'set', replaces: true, given, at: write.statement };
  }
  const outer = node.parent;
  if (outer?.type === 'attribute' && node.field === 'object') return ofMethod(file, variable, none, outer);
  if (outer?.type === 'subscript' && node.field === 'value') return ofPart(file, variable, none, outer);
  const test = outer?.type === 'comparison_operator' ? outer : undefined;
  if (test && named(test).at(-1) === node && test.children.some(({ type }) => type === 'in' || type === 'not in')) {
    return { ...none, reads: variable.shape === 'scalar' ? wholeOf : 'key', at: test };
  }
  const adding = variable.shape === 'list' ? addingCall(file, node) : undefined;
  return adding === undefined ? { ...none, reads: wholeOf } : { ...none, change: 'grows', at: adding };
}

/** How a mention itself is given a value: a name under `global`, an attribute of what holds it. */
export function writeAt(file: PythonFile, node: PythonNode): Omit<Write, 'node'> | undefined {
  if (node.type === 'identifier') return file.scopes.bindingOf(node)?.writes.find((one) => one.node === node);
  return file.scopes.mutations.find(({ target }) => target === node);
}

function ofMethod(file: PythonFile, variable: KeptVariable, none: Use, attribute: PythonNode): Use {
  const name = child(attribute, 'attribute');
  const call = attribute.parent?.type === 'call' && attribute.field === 'function' ? attribute.parent : undefined;
  const method = name === undefined || call === undefined ? '' : file.textOf(name);
  if (call === undefined && isObject(variable)) return ofPart(file, variable, none, attribute);
  if (call === undefined || variable.shape === 'scalar' || variable.shape === 'object')
    return { ...none, reads: wholeOf };
  const list = child(call, 'arguments');
  const given = list === undefined ? [] : named(list);
  const isUsed = call.parent?.type !== 'expression_statement';
  const at = call;
  if (method === 'clear') return { ...none, change: 'reset', replaces: true, at };
  if (growing.has(method)) return { ...none, change: 'grows', given, at };
  if (setting.has(method)) {
    // `groups.setdefault(key, []).append(row)` gathers.
    const isGathered = method === 'setdefault' && isReceiver(file, call);
    return {
      ...none,
      change: isGathered ? 'grows' : 'set',
      given,
      at,
      reads: isUsed && !isGathered ? 'key' : undefined,
    };
  }
  if (shrinking.has(method)) return { ...none, change: 'shrinks', at, reads: isUsed ? 'key' : undefined };
  if (inPlace.has(method)) return { ...none, at };
  if (method === 'get' && variable.shape === 'dict') {
    const [key] = given;
    return { ...none, reads: key === undefined ? 'key' : keyOf(file, key), at };
  }
  if (method === 'index' || method === 'count') return { ...none, reads: 'key', at };
  return { ...none, reads: wholeOf, at };
}

/** @param first the subscript, or the attribute of an object. */
function ofPart(file: PythonFile, variable: KeptVariable, none: Use, first: PythonNode): Use {
  const [key] = childrenOf(first, first.type === 'attribute' ? 'attribute' : 'subscript');
  const isDict = variable.shape === 'dict' || isObject(variable);
  if (key?.type === 'slice') {
    const isAll = named(key).length === 0;
    const mutation = file.scopes.mutations.find(({ target }) => target === first);
    if (mutation === undefined) return { ...none, reads: wholeOf };
    return { ...none, change: isAll ? 'reset' : 'set', replaces: isAll, at: mutation.statement };
  }
  const piece = key && isDict ? keyOf(file, key) : wholeOf;
  const changed = piece === 'key' ? wholeOf : piece;
  let outermost = first;
  while (
    (outermost.parent?.type === 'subscript' && outermost.field === 'value') ||
    (outermost.parent?.type === 'attribute' && outermost.field === 'object' && outermost.parent.parent?.type !== 'call')
  ) {
    outermost = outermost.parent;
  }
  const mutation = file.scopes.mutations.find(({ target }) => target === outermost);
  // A cache inside of an object.
  if (isObject(variable) && isKeyed(file, first, outermost)) return { ...none, reads: wholeOf };
  if (mutation !== undefined) {
    const given = mutation.value ? [mutation.value] : [];
    const at = mutation.statement;
    if (mutation.kind === 'delete') return { ...none, change: 'shrinks', piece: changed, at };
    if (mutation.kind === 'augmented')
      return { ...none, reads: piece, change: 'grows', piece: changed, given, at, isReported: true };
    return { ...none, change: 'set', piece: changed, replaces: outermost === first && changed !== wholeOf, given, at };
  }
  const call = receiverCall(outermost);
  const name = call && child(child(call, 'function') ?? call, 'attribute');
  const method = name === undefined ? '' : file.textOf(name);
  if (call !== undefined && (growing.has(method) || setting.has(method))) {
    const list = child(call, 'arguments');
    const given = list === undefined ? [] : named(list);
    return { ...none, change: growing.has(method) ? 'grows' : 'set', piece: changed, given, at: call };
  }
  return { ...none, reads: piece };
}

function isReceiver(file: PythonFile, node: PythonNode): boolean {
  const call = receiverCall(node);
  const name = call && child(child(call, 'function') ?? call, 'attribute');
  return name !== undefined && (growing.has(file.textOf(name)) || setting.has(file.textOf(name)));
}

/** The call of a method of what a node stands for. */
function receiverCall(node: PythonNode): PythonNode | undefined {
  const attribute = node.parent?.type === 'attribute' && node.field === 'object' ? node.parent : undefined;
  return attribute?.parent?.type === 'call' && attribute.field === 'function' ? attribute.parent : undefined;
}

/** Whether nothing but the code that makes it tells what a variable holds: `None` at first, or what a call returns. */
export function isObject({ shape, value }: KeptVariable): boolean {
  return shape === 'object' || (shape === 'scalar' && value?.type === 'none');
}

/** Whether a computed key is on the way from one part of an object to another. */
function isKeyed(file: PythonFile, first: PythonNode, last: PythonNode): boolean {
  for (
    let at: PythonNode | undefined = last;
    at !== undefined && isWithin(first, at);
    at = child(at, 'value') ?? child(at, 'object')
  ) {
    const keys = childrenOf(at, 'subscript');
    if (keys.some((key) => keyOf(file, key) === 'key')) return true;
  }
  return false;
}

/** A constant key as it would be with double quotes; `key` for one that is computed. */
export function keyOf(file: PythonFile, key: PythonNode): Piece | 'key' {
  if (key.type === 'integer') return file.textOf(key);
  if (key.type === 'identifier' && key.field === 'attribute') return `.${file.textOf(key)}`;
  if (key.type !== 'string' || named(key).some(({ type }) => type === 'interpolation')) return 'key';
  return file.textOf(key).replaceAll("'", '"');
}

/** Whether a value is the one that the variable begins with, or another empty one. */
function isFirstValue(file: PythonFile, variable: KeptVariable, value: PythonNode): boolean {
  const spelled = (node: PythonNode) => file.textOf(node).replace(/\s+/g, '').replaceAll("'", '"');
  const forms = spelled(value);
  return (
    (variable.value !== undefined && forms === spelled(variable.value)) ||
    /^(?:\[\]|\{\}|list\(\)|dict\(\)|set\(\)|None)$/.test(forms)
  );
}

const reporting =
  /(?:^|[._])(?:print|log|logs|logger|logging|metrics?|statsd|gauge|counter|telemetry|tracer|xray)(?:[._(]|$)|put_metric|add_metric/i;

function isReported(file: PythonFile, node: PythonNode): boolean {
  let at = node;
  for (const up of ancestorsOf(node)) {
    if (up.type === 'expression_statement') {
      const callee = at.type === 'call' ? child(at, 'function') : undefined;
      return callee !== undefined && reporting.test(file.textOf(callee));
    }
    if (up.type === 'block' || up.type === 'module') return false;
    at = up;
  }
  return false;
}

import type { PythonFile } from '../../../src/languages/python/file.ts';
import { child, named, type PythonNode, unwrapped } from '../../../src/languages/python/node.ts';
import type { Binding } from '../../../src/languages/python/scopes.ts';
import { isImportTime } from './import-time.ts';

/** What a module variable holds at first; an `object` is what some call has made. */
export type Shape = 'list' | 'set' | 'dict' | 'event' | 'scalar' | 'object';

/** Something that lives as long as the process: for a start, a name that is given a value while the module is imported. */
export interface KeptVariable {
  /** As the code spells it: `rows`, `Report.rows`. */
  readonly name: string;
  /** Where the value is made. */
  readonly declaration: PythonNode;
  /** Where it is read or written, the declaration left out: identifiers, or attributes of what holds it. */
  readonly mentions: ReadonlySet<PythonNode>;
  readonly value: PythonNode | undefined;
  readonly shape: Shape;
}

/** A name that is given a value once while the module is imported. */
export interface ModuleVariable extends KeptVariable {
  readonly binding: Binding;
  readonly statement: PythonNode;
  readonly value: PythonNode;
  /** Whether the declaration's right side gives an equal and new value whenever it is evaluated. */
  readonly isRepeatable: boolean;
}

const shapes: Readonly<Record<string, Shape>> = {
  list: 'list',
  list_comprehension: 'list',
  set: 'set',
  set_comprehension: 'set',
  dictionary: 'dict',
  dictionary_comprehension: 'dict',
  string: 'scalar',
  concatenated_string: 'scalar',
  integer: 'scalar',
  float: 'scalar',
  true: 'scalar',
  false: 'scalar',
  none: 'scalar',
  tuple: 'scalar',
};

const constructors: Readonly<Record<string, Shape>> = {
  list: 'list',
  set: 'set',
  dict: 'dict',
  'collections.deque': 'list',
  'collections.defaultdict': 'dict',
  'collections.OrderedDict': 'dict',
  'collections.Counter': 'dict',
  'threading.Event': 'event',
};

/** The variables of a module whose first value is plain data: no client, no pool, no logger is among them. */
export function variablesOf(file: PythonFile): readonly ModuleVariable[] {
  const found: ModuleVariable[] = [];
  for (const binding of file.scopes.module.bindings.values()) {
    const [declaration, ...others] = binding.writes.filter((write) => isImportTime(write.node));
    if (declaration?.kind !== 'assignment' || declaration.value === undefined || others.length > 0) continue;
    // In an `if` or a `try`, there may be no such variable.
    if (declaration.statement.parent !== file.root) continue;
    const shape = shapeOf(file, unwrapped(declaration.value));
    if (shape === undefined) continue;
    const { node, value, statement } = declaration;
    const mentions = new Set([...binding.reads, ...binding.writes.map((write) => write.node)]);
    mentions.delete(node);
    found.push({
      name: binding.name,
      declaration: node,
      mentions,
      value,
      shape,
      binding,
      statement,
      isRepeatable: isRepeatable(file, value),
    });
  }
  return found;
}

/** What a value is; undefined where it says nothing, or keeps itself apart. */
export function shapeOf(file: PythonFile, value: PythonNode): Shape | undefined {
  if (value.type === 'unary_operator') return 'scalar';
  if (value.type !== 'call') return shapes[value.type];
  const callee = child(value, 'function');
  // One that drops the oldest is meant to hold what was there before.
  if (/\bmaxlen\b/.test(file.textOf(value))) return undefined;
  // What a thread or a context keeps for itself.
  if (callee === undefined || /(?:^|\.)(?:local|Local|ContextVar)$/.test(file.textOf(callee))) return undefined;
  return constructors[nameOf(file, callee)] ?? 'object';
}

/** The builtin's name, or the path that an import gives. */
function nameOf(file: PythonFile, callee: PythonNode): string {
  if (callee.type === 'identifier' && file.scopes.bindingOf(callee) === undefined) return file.textOf(callee);
  return file.accessPaths(callee).find((path) => path in constructors) ?? '';
}

const plain: ReadonlySet<string> = new Set([
  'string',
  'string_start',
  'string_content',
  'string_end',
  'escape_sequence',
  'concatenated_string',
  'integer',
  'float',
  'true',
  'false',
  'none',
  'list',
  'set',
  'dictionary',
  'pair',
  'tuple',
  'parenthesized_expression',
  'unary_operator',
  'binary_operator',
]);

function isRepeatable(file: PythonFile, value: PythonNode): boolean {
  if (value.type === 'call') {
    const callee = child(value, 'function');
    const list = child(value, 'arguments');
    if (callee === undefined || constructors[nameOf(file, callee)] === undefined) return false;
    return list?.type === 'argument_list' && named(list).every((one) => isGiven(file, one));
  }
  return plain.has(value.type) && named(value).every((one) => isRepeatable(file, one));
}

/** What a constructor may be given: plain data, a builtin such as the `list` of `defaultdict(list)`. */
function isGiven(file: PythonFile, argument: PythonNode): boolean {
  if (argument.type === 'identifier') return file.scopes.bindingOf(argument) === undefined;
  if (argument.type === 'keyword_argument') {
    const value = child(argument, 'value');
    return value !== undefined && isRepeatable(file, value);
  }
  return isRepeatable(file, argument);
}

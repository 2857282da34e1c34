import { statementAround } from '../../../src/languages/python/completion.ts';
import type { PythonFile } from '../../../src/languages/python/file.ts';
import { child, isWithin, named, type PythonNode, unwrapped } from '../../../src/languages/python/node.ts';
import { functionAround } from '../../../src/languages/python/queries.ts';
import { argumentsOf, methodOf } from '../../../src/languages/python/rows.ts';
import type { Binding } from '../../../src/languages/python/scopes.ts';
import { walk } from '../../../src/languages/python/walk.ts';
import { holdsRows, isDefinedAsColumn, isWrittenInPlace } from './columns.ts';
import { dependsOn, isColumn, isRow, isTested } from './dependence.ts';
import type { Held, Save } from './held.ts';
import { isNothing } from './owners.ts';

/** How a column gets its new value. */
export type How =
  /** The old one plus or minus something. */
  | 'added'
  /** From the old one in another way: a key of a JSON column, a toggle, a longer list. */
  | 'computed'
  /** From the old one and nothing else, as in `row.name.strip()`; or only where there is none. */
  | 'tidied'
  /** By a method of the row, or a function that is given it. */
  | 'from-row'
  /** Where the old one passed a test. */
  | 'tested'
  /** By the database. */
  | 'expression'
  | 'set';

/** A column of a row that is given a value. */
export interface Change {
  readonly column: string;
  readonly how: How;
  /** The target, or the call that changes it in place. */
  readonly node: PythonNode;
  readonly statement: PythonNode;
  /** What is added to the old value, with its sign before it. */
  readonly amount?: { readonly sign: '+' | '-'; readonly value: PythonNode };
}

/** Methods that change a list or a dict in place, and are none of what related rows have. */
const inPlace = new Set(['append', 'extend', 'insert', 'pop', 'setdefault', 'update', 'discard', 'appendleft']);

/** What a function changes of a row between its read and its last write, in source order. */
export function changesOf(file: PythonFile, held: Held): Change[] {
  const { binding, callable } = held;
  const from = held.origin === 'parameter' || held.origin === 'self' ? callable.start : held.read.start;
  const isSure = held.origin !== 'made' && held.origin !== 'several';
  const to = held.saves.at(-1)?.call.start ?? from;
  const isBetween = (node: PythonNode) =>
    node.start >= from &&
    node.end <= to &&
    functionAround(node) === callable &&
    !(isSure && isRebound(binding, from, node));
  const found: Change[] = [];
  for (const { target, kind, statement, value } of file.scopes.mutations) {
    if (!isBetween(target) || kind === 'for' || kind === 'with') continue;
    const column = columnOf(file, binding, target) ?? aliasOf(file, held, target);
    if (column === undefined) continue;
    const isWhole = target.type === 'attribute' && isRow(file, binding, child(target, 'object'));
    if (!isWhole) found.push({ column, how: 'computed', node: target, statement });
    else if (kind === 'augmented') found.push({ column, node: target, statement, ...augmented(file, target, value) });
    else if (kind === 'assignment' && value !== undefined)
      found.push({ column, node: target, statement, ...assigned(file, held, column, target, value) });
  }
  for (const call of walk(callable)) {
    if (call.type !== 'call' || !isBetween(call)) continue;
    const method = methodOf(call);
    const object = method?.parent && child(method.parent, 'object');
    if (method === undefined || object === undefined || !inPlace.has(file.textOf(method))) continue;
    if (file.textOf(method) === 'update' && argumentsOf(call).some(({ type }) => type === 'keyword_argument')) continue;
    const column = columnOf(file, binding, object) ?? aliasOf(file, held, object);
    if (column !== undefined) found.push({ column, how: 'computed', node: call, statement: call });
  }
  const counted = found
    .filter((change) => !holdsRows(file, held, change.column))
    .filter((change) => !isInPlace(file, held, change) || isWrittenInPlace(file, held, change.column))
    .toSorted((a, b) => a.node.start - b.node.start);
  return counted.map((change) =>
    counted.some((other) => givesAnew(other, change)) ? { ...change, how: 'set' } : change,
  );
}

/** Whether a change leaves the column its value, and changes that: a list that gets more is the same list. */
function isInPlace(file: PythonFile, { binding }: Held, { node }: Change): boolean {
  const isWhole = node.type === 'attribute' && isRow(file, binding, child(node, 'object'));
  if (!isWhole) return true;
  const assignment = node.parent?.type === 'augmented_assignment' ? node.parent : undefined;
  const value = assignment && child(assignment, 'right');
  return value !== undefined && /^(?:list|set|dictionary)(?:_comprehension)?$/.test(value.type);
}

/** Whether a change gives a column a value of its own on every way to another change, which then builds on that one. */
function givesAnew(earlier: Change, { column, node }: Change): boolean {
  if (earlier.column !== column || earlier.how !== 'set' || earlier.node.end > node.start) return false;
  const block = statementAround(earlier.node).parent;
  return block !== undefined && isWithin(node, block);
}

/** Whether a save writes a column. */
export function writes({ columns }: Save, column: string): boolean {
  return columns === undefined || columns === 'unknown' || columns.includes(column) || columns.includes(`${column}_id`);
}

/** Whether the name holds another row by then. */
function isRebound(binding: Binding, from: number, node: PythonNode): boolean {
  const writes = binding.writes.filter((write) => write.node.start <= node.start && write.node.start > from);
  return writes.some(
    (write) => write.statement.start > from && write.statement.type !== 'for_statement' && !isNothing(write),
  );
}

/** The column that `row.config["theme"]` is part of; undefined for the attribute of a related row. */
function columnOf(file: PythonFile, binding: Binding, node: PythonNode): string | undefined {
  let at = unwrapped(node);
  while (at.type === 'subscript') at = unwrapped(child(at, 'value') ?? at.children[0] ?? at);
  if (at.type !== 'attribute' || !isRow(file, binding, child(at, 'object'))) return undefined;
  const name = file.textOf(child(at, 'attribute') ?? at);
  return /^_/.test(name) ? undefined : name;
}

/** The column whose own value a name holds: `config = row.config`. */
function aliasOf(file: PythonFile, { binding, callable }: Held, node: PythonNode): string | undefined {
  let at = unwrapped(node);
  let depth = 0;
  while (at.type === 'subscript') {
    at = unwrapped(child(at, 'value') ?? at.children[0] ?? at);
    depth += 1;
  }
  if (at.type !== 'identifier' || (depth === 0 && node.parent?.type !== 'attribute')) return undefined;
  const held = file.scopes.bindingOf(at);
  const [only, ...others] = held?.writes ?? [];
  if (held?.scope.node !== callable || others.length > 0 || only?.value === undefined) return undefined;
  const value = unwrapped(only.value);
  const direct = value.type === 'boolean_operator' ? (named(value)[0] ?? value) : value;
  const column = direct.type === 'attribute' ? columnOf(file, binding, direct) : undefined;
  return column !== undefined && isDefinedAsColumn(file, column) ? column : undefined;
}

type Told = Pick<Change, 'how' | 'amount'>;

function augmented(file: PythonFile, target: PythonNode, value: PythonNode | undefined): Told {
  const statement = target.parent;
  const operator = statement && child(statement, 'operator');
  const sign = operator && file.textOf(operator);
  if (value !== undefined && (sign === '+=' || sign === '-=') && isAmount(file, value))
    return { how: 'added', amount: { sign: sign === '+=' ? '+' : '-', value } };
  return { how: 'computed' };
}

/** A text or a list that is added is no sum. */
function isAmount(file: PythonFile, value: PythonNode): boolean {
  return (
    !/string|list|tuple|dictionary/.test(value.type) &&
    !/^f?["']|(?:suffix|prefix|text|notes?|message|name|comment)$/i.test(file.textOf(value))
  );
}

function assigned(file: PythonFile, held: Held, column: string, target: PythonNode, value: PythonNode): Told {
  const { binding, callable, dialect } = held;
  const inner = unwrapped(value);
  const own = [...walk(inner)].filter((node) => isColumn(file, binding, column, node));
  const expressions: readonly string[] = dialect.writes?.rowLock?.expressions ?? [];
  const isExpression = [...walk(inner)].some((node) => {
    const callee = node.type === 'call' ? child(node, 'function') : undefined;
    if (callee === undefined) return false;
    if (file.accessPaths(callee).some((path) => expressions.includes(path))) return true;
    return expressions.some((path) => new RegExp(`(?:^|\\.)${path.split('.').at(-1)}$`).test(file.textOf(callee)));
  });
  const isClassColumn = inner.type === 'binary_operator' && /^[A-Z]\w*\.\w+\b/.test(file.textOf(inner));
  if (isExpression || (isClassColumn && own.length === 0)) return { how: 'expression' };
  if (own.length > 0) return ofOwn(file, inner, own, target);
  if (dependsOn(file, held, column, inner, 3, target)) return { how: 'computed' };
  if (isFromRow(file, binding, inner)) return { how: 'from-row' };
  return { how: isTested(file, binding, callable, column, target) ? 'tested' : 'set' };
}

/** `row.new_token()`, `price_of(row)`, and a name that was given one of these. */
function isFromRow(file: PythonFile, binding: Binding, value: PythonNode, depth = 2): boolean {
  if (value.type === 'await') return named(value).some((one) => isFromRow(file, binding, one, depth));
  if (value.type === 'identifier' && depth > 0) {
    const own = file.scopes.bindingOf(value);
    const [only, ...others] = own === binding ? [] : (own?.writes ?? []);
    if (only?.kind !== 'assignment' || others.length > 0 || only.value === undefined) return false;
    return own?.scope.node === binding.scope.node && isFromRow(file, binding, unwrapped(only.value), depth - 1);
  }
  if (value.type !== 'call') return false;
  const callee = child(value, 'function');
  const object = callee?.type === 'attribute' ? child(callee, 'object') : undefined;
  if (isRow(file, binding, object))
    return !/^get_\w+_display$/.test(file.textOf(child(callee ?? value, 'attribute') ?? value));
  return argumentsOf(value).some((one) => isRow(file, binding, one));
}

/** What is made of a column's own value. */
function ofOwn(file: PythonFile, value: PythonNode, own: readonly PythonNode[], target: PythonNode): Told {
  if (value.type === 'binary_operator') {
    const left = child(value, 'left');
    const right = child(value, 'right');
    const operator = child(value, 'operator');
    const sign = operator && file.textOf(operator);
    const added =
      left && own.includes(unwrapped(left))
        ? right
        : sign === '+' && right && own.includes(unwrapped(right))
          ? left
          : undefined;
    if (added !== undefined && (sign === '+' || sign === '-') && own.length === 1 && isAmount(file, added))
      return { how: 'added', amount: { sign, value: added } };
    return { how: 'computed' };
  }
  if (value.type === 'not_operator') return { how: 'computed' };
  if (value.type === 'string' || value.type === 'concatenated_string') return { how: 'tidied' };
  if (value.type === 'boolean_operator' || value.type === 'comparison_operator') return { how: 'tidied' };
  if (value.type === 'conditional_expression') {
    const [first, , other] = named(value);
    const isKept = own.some((node) => node === first || node === other);
    return {
      how:
        isKept || own.every((node) => named(value)[1] && isWithin(node, named(value)[1] as PythonNode))
          ? 'tidied'
          : 'computed',
    };
  }
  if (/^(?:dictionary|list|set)$|^list_splat|^dictionary_splat/.test(value.type)) return { how: 'computed' };
  if (value.type === 'call') {
    const callee = file.textOf(child(value, 'function') ?? value);
    if (/^(?:max|min|sum|sorted|dict|merge\w*|\w*_merge|dumps|json\.dumps|list|set)$/.test(callee)) {
      const others = argumentsOf(value).filter((one) => !own.some((node) => isWithin(node, one)));
      const isSum = own.some((node) => node.parent?.type === 'binary_operator');
      return { how: others.length > 0 || isSum ? 'computed' : 'tidied' };
    }
    const isSum = own.some((node) => node.parent?.type === 'binary_operator');
    return { how: isSum && target.type === 'attribute' ? 'computed' : 'tidied' };
  }
  return { how: value.type === 'attribute' || value.type === 'subscript' ? 'tidied' : 'computed' };
}
